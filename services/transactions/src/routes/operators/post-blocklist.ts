import { changeBlocklistRoute } from '../../settings/change-blocklist-route.ts';
import { wireSettingChange } from '../../wiring.ts';

export const handler = changeBlocklistRoute(wireSettingChange());
