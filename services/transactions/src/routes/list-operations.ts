import { listOperationsRoute } from '../reading/list-operations.ts';
import { wireLists } from '../wiring.ts';

export const handler = listOperationsRoute(wireLists());
