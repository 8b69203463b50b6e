import { listMovementsRoute } from '../reading/list-movements.ts';
import { wireOwnLists } from '../wiring.ts';

export const handler = listMovementsRoute('captures', wireOwnLists());
