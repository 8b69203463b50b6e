import { listTransfersRoute } from '../reading/list-transfers.ts';
import { wireLedgerReader } from '../wiring.ts';

export const handler = listTransfersRoute(wireLedgerReader());
