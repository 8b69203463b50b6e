import { AnswerFailoverRequest } from '@redoubt/contracts';
import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { answerFailover } from '../ordering/answer-failover.ts';
import { wireAnnouncer, wireState } from '../wiring.ts';

const dependencies = { state: wireState(), announcer: wireAnnouncer(), clock: processClock };

/** Called by a person, in any region. */
export const handler = taskHandler({
  input: AnswerFailoverRequest,
  handle: async (request, { logger }) => {
    const onUnannounced = (error: unknown) => logger.warn('answer could not be announced', error as Error);
    const answer = await answerFailover({ ...dependencies, onUnannounced }, request);
    logger.warn('failover answered by a person', { ...request, ...answer });
    return answer;
  },
});
