export type { Attempt, PublishedRequest } from './attempts.ts';
export { documentedAnswers } from './documented-answers.ts';
export { type Operation, operationsOf, type PublishedApi, publishedApi } from './published-api.ts';
export type { PublishedSchema } from './schema-arbitrary.ts';
export { type Attempts, sendAttempts } from './send-attempts.ts';
export { javascriptNames, strangeSigns } from './strange-texts.ts';
