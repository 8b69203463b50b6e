import { listTransfersRoute } from '../reading/list-transfers.ts';
import { wireLedger } from '../wiring.ts';

export const handler = listTransfersRoute(wireLedger());
