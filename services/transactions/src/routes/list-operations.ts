import { listOperationsRoute } from '../reading/list-operations.ts';
import { wireLedger } from '../wiring.ts';

export const handler = listOperationsRoute(wireLedger());
