import { showTermsRoute } from '../../reading/show-terms.ts';
import { wireLists } from '../../wiring.ts';

export const handler = showTermsRoute(wireLists());
