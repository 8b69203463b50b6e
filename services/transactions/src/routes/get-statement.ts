import { showStatementRoute } from '../reading/show-statement.ts';
import { wireOwnLists } from '../wiring.ts';

export const handler = showStatementRoute(wireOwnLists());
