import { RegionLease, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { dataApiOfEnvironment, journalOfEnvironment, processClock } from '../adapters/function-ports.ts';
import { KeptAnswers } from '../adapters/kept-answers.ts';
import { forgetAnswers } from '../forget-answers.ts';

/** Left of the function's time when it stops: more than a minute of the journal takes. */
const reserveMs = 15_000;

const lease = RegionLease.ofEnvironment(process.env);
const ports = { answers: new KeptAnswers(dataApiOfEnvironment()), journal: journalOfEnvironment() };

export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, remainingMs }) {
    const { isActive, mode, epoch } = await lease.current();
    if (!isActive || mode !== 'open') return { swept: false };
    const isTimeLeft = () => remainingMs() > reserveMs;
    const forgotten = await forgetAnswers(ports, { epoch, now: new Date(processClock.nowMs()), isTimeLeft });
    if (forgotten.commands + forgotten.answers > 0) logger.info('answers forgotten', { ...forgotten });
    return { swept: true, ...forgotten };
  },
});
