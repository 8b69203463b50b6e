import { listTransfersRoute } from '../reading/list-transfers.ts';
import { wireOwnLists } from '../wiring.ts';

export const handler = listTransfersRoute(wireOwnLists());
