import { listPaymentsRoute } from '../reading/list-payments.ts';
import { wireOwnLists } from '../wiring.ts';

export const handler = listPaymentsRoute(wireOwnLists());
