import { listBalancesRoute } from '../reading/list-balances.ts';
import { wireLedgerReader } from '../wiring.ts';

export const handler = listBalancesRoute(wireLedgerReader());
