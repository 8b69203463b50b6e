import { LoseDisputeRequest } from '@redoubt/contracts';
import { decideRoute } from '../../changing/decide-route.ts';
import { wireChange } from '../../wiring.ts';

export const handler = decideRoute({ type: 'LoseDispute', body: LoseDisputeRequest }, wireChange());
