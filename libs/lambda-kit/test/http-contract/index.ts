export { aDoorkeeper } from '../access/a-doorkeeper.ts';
export type { ApiUnderTest, Written } from './api-under-test.ts';
export { type ApiAnswer, type ApiRequest, ask } from './ask.ts';
export { type AccessTests, describeAccess } from './describe-access.ts';
export { describeBodies } from './describe-bodies.ts';
export { describeFields, type FieldTests } from './describe-fields.ts';
export { type FieldCases, fieldCases, type RouteCases } from './field-cases.ts';
export { anOperator, withOwnKey } from './own-key.ts';
export { sendPublishedRequests } from './published-requests.ts';
