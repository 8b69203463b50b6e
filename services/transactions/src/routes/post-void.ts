import { VoidRequest } from '@redoubt/contracts';
import { changeRoute } from '../changing/change-route.ts';
import { wireChange } from '../wiring.ts';

export const handler = changeRoute({ type: 'VoidPayment', body: VoidRequest }, wireChange());
