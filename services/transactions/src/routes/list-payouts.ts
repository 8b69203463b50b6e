import { listPayoutsRoute } from '../reading/list-payouts.ts';
import { wireOwnLists } from '../wiring.ts';

export const handler = listPayoutsRoute(wireOwnLists());
