export type { ApiUnderTest, Written } from './api-under-test.ts';
export { type ApiAnswer, type ApiRequest, ask } from './ask.ts';
export { describeBodies } from './describe-bodies.ts';
export { describeFields, type FieldTests } from './describe-fields.ts';
export { type FieldCases, fieldCases, type RouteCases } from './field-cases.ts';
export { sendPublishedRequests } from './published-requests.ts';
