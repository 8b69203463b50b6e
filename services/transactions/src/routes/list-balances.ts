import { listBalancesRoute } from '../reading/list-balances.ts';
import { wireOwnLists } from '../wiring.ts';

export const handler = listBalancesRoute(wireOwnLists());
