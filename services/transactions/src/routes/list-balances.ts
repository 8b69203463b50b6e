import { listBalancesRoute } from '../reading/list-balances.ts';
import { wireLists } from '../wiring.ts';

export const handler = listBalancesRoute(wireLists());
