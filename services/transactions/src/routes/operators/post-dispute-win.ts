import { WinDisputeRequest } from '@redoubt/contracts';
import { decideRoute } from '../../changing/decide-route.ts';
import { wireChange } from '../../wiring.ts';

export const handler = decideRoute({ type: 'WinDispute', body: WinDisputeRequest }, wireChange());
