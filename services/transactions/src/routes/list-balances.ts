import { listBalancesRoute } from '../reading/list-balances.ts';
import { wireLedger } from '../wiring.ts';

export const handler = listBalancesRoute(wireLedger());
