import { changeTermsRoute } from '../../settings/change-terms-route.ts';
import { wireSettingChange } from '../../wiring.ts';

export const handler = changeTermsRoute(wireSettingChange());
