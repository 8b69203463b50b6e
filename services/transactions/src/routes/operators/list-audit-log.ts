import { listAuditLogRoute } from '../../reading/list-audit-log.ts';
import { wireLists } from '../../wiring.ts';

export const handler = listAuditLogRoute(wireLists());
