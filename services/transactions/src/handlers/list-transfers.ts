import { ledgerOfEnvironment } from '../adapters/function-ports.ts';
import { listTransfersRoute } from '../list-transfers.ts';

export const handler = listTransfersRoute(ledgerOfEnvironment());
