import { httpHandler, jsonAnswer, ProblemError, readEnvironment } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { regionStateTable } from '../wiring.ts';

const { PEER_REGION: peerRegion } = readEnvironment(z.object({ PEER_REGION: z.string().min(1) }), process.env);
const { latches } = regionStateTable();

/**
 * Answers Route 53's inverted check: 200 holds traffic away from the other region.
 *
 * Whatever goes wrong is no 200, so a standby that is in trouble itself never takes the active region out of DNS.
 */
export const handler = httpHandler({
  idempotencyKey: 'ignored',
  admits: 'any-region',
  handle: async () => {
    if (await latches.isHeldAwayFrom(peerRegion)) return jsonAnswer(200, { held_away_from: peerRegion });
    throw new ProblemError('not_found', `no latch is set: traffic may go to ${peerRegion}`);
  },
});
