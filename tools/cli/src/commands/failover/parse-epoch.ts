import { wholeNumber } from '../../options.ts';

/** An epoch on the command line; epoch 1 was seeded, no failover began it. */
export const parseEpoch = wholeNumber({ min: 2, max: 1_000_000 });
