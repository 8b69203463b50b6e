import { resourceRule } from '../../rule.ts';

/** Messages that a function gets at once without waiting for more. */
const batchMaxAtOnce = 10;

/** Larger batches of a queue are gathered over time. */
export const batchWithoutWindow = resourceRule('batch-without-window', {
  source: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html',
  types: ['AWS::Lambda::EventSourceMapping'],
  *check({ properties: { BatchSize = batchMaxAtOnce, MaximumBatchingWindowInSeconds = 0 } }) {
    if (Number(BatchSize) <= batchMaxAtOnce || Number(MaximumBatchingWindowInSeconds) >= 1) return;
    const message = `batches of ${String(BatchSize)} without waiting, at most ${batchMaxAtOnce}; set MaximumBatchingWindowInSeconds to 1 or more`;
    yield { property: 'MaximumBatchingWindowInSeconds', message };
  },
});
