import { RejectRequest } from '@redoubt/contracts';
import { changeRoute } from '../changing/change-route.ts';
import { wireChange } from '../wiring.ts';

export const handler = changeRoute({ type: 'RejectPayment', body: RejectRequest }, wireChange());
