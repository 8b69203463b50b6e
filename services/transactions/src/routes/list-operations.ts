import { listOperationsRoute } from '../reading/list-operations.ts';
import { wireLedgerReader } from '../wiring.ts';

export const handler = listOperationsRoute(wireLedgerReader());
