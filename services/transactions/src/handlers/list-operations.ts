import { ledgerOfEnvironment } from '../adapters/function-ports.ts';
import { listOperationsRoute } from '../list-operations.ts';

export const handler = listOperationsRoute(ledgerOfEnvironment());
