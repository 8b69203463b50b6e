import { orderExportRoute } from '../exporting/order-export-route.ts';
import { wireExports, wireKeys, wireLease } from '../wiring.ts';

export const handler = orderExportRoute({ exports: wireExports(), lease: wireLease(), keys: wireKeys() });
