import { DisputeRequest } from '@redoubt/contracts';
import { decideRoute } from '../../changing/decide-route.ts';
import { wireChange } from '../../wiring.ts';

export const handler = decideRoute({ type: 'OpenDispute', body: DisputeRequest }, wireChange());
