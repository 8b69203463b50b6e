import { listBlocklistRoute } from '../../reading/list-blocklist.ts';
import { wireLists } from '../../wiring.ts';

export const handler = listBlocklistRoute(wireLists());
