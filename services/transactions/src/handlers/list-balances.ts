import { ledgerOfEnvironment } from '../adapters/function-ports.ts';
import { listBalancesRoute } from '../list-balances.ts';

export const handler = listBalancesRoute(ledgerOfEnvironment());
