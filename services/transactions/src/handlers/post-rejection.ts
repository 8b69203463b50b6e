import { RejectRequest } from '@redoubt/contracts';
import { changePortsOfEnvironment } from '../adapters/change-ports.ts';
import { changeRoute } from '../change-route.ts';

export const handler = changeRoute({ type: 'RejectPayment', body: RejectRequest }, changePortsOfEnvironment());
