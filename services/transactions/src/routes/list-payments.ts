import { listPaymentsRoute } from '../reading/list-payments.ts';
import { wireLists } from '../wiring.ts';

export const handler = listPaymentsRoute(wireLists());
