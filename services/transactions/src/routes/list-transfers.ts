import { listTransfersRoute } from '../reading/list-transfers.ts';
import { wireLists } from '../wiring.ts';

export const handler = listTransfersRoute(wireLists());
