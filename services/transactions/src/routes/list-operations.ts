import { listOperationsRoute } from '../reading/list-operations.ts';
import { wireOwnLists } from '../wiring.ts';

export const handler = listOperationsRoute(wireOwnLists());
