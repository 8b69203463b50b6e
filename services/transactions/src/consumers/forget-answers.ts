import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { KeptAnswers } from '../adapters/kept-answers.ts';
import { forgetAnswers } from '../maintaining/forget-answers.ts';
import {
  peerRegion,
  wireJournalForgetter,
  wireJournalMeta,
  wireLease,
  wireReplicaMarks,
  wireStatements,
} from '../wiring.ts';

/** Time kept back for one more minute of the journal, in milliseconds. */
const reserveMs = 15_000;

const lease = wireLease();
const peer = peerRegion();
const dependencies = {
  answers: new KeptAnswers(wireStatements()),
  journal: wireJournalForgetter(),
  journalMeta: wireJournalMeta(),
  replicas: wireReplicaMarks(),
};

export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, remainingMs }) {
    // Not while a recovery is under way: it reads the journal from the replicated watermark on.
    const { canChange, epoch } = await lease.current();
    if (!canChange) return { swept: false };
    const isTimeLeft = () => remainingMs() > reserveMs;
    const forgotten = await forgetAnswers(dependencies, {
      epoch,
      peerRegion: peer,
      now: new Date(processClock.nowMs()),
      isTimeLeft,
    });
    if (forgotten.commands + forgotten.answers > 0) logger.info('answers forgotten', { ...forgotten });
    return { swept: true, ...forgotten };
  },
});
