import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { copySettings } from '../settings/copy-settings.ts';
import { wireLease, wireLedgerReader, wireSettings } from '../wiring.ts';

const lease = wireLease();
const dependencies = { ledger: wireLedgerReader(), settings: wireSettings() };

/** In the active region, once its recovery is through. */
export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger }) {
    const { canChange } = await lease.current();
    if (!canChange) return { copied: false };
    const settings = await copySettings(dependencies, processClock.nowMs());
    if (settings > 0) logger.info('settings copied', { settings });
    return { copied: true, settings };
  },
});
