import { taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { applicationLoginOfEnvironment } from '../adapters/application-login.ts';
import {
  archiveOfEnvironment,
  dataApiOfEnvironment,
  processClock,
  regionOfEnvironment,
} from '../adapters/function-ports.ts';
import { archiveSchema } from '../archive-schema.ts';
import { bootstrap } from '../migrate-ledger.ts';
import { migrateWhereWriter } from '../migrate-where-writer.ts';
import { migrations } from '../migrations.ts';

/** Left of the function's time when it gives up: enough for the last statement. */
const reserveMs = 10_000;

const statements = dataApiOfEnvironment({ statementMsMax: 45_000 });
const archive = archiveOfEnvironment();
const region = regionOfEnvironment();

/** Runs at each deployment, in both regions. */
export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, remainingMs }) {
    const deadlineMs = processClock.nowMs() + remainingMs() - reserveMs;
    const login = await applicationLoginOfEnvironment();
    const outcome = await migrateWhereWriter(statements, migrations, { login, clock: processClock, deadlineMs });
    // In the standby too: a copy by S3 may come later than the region's loss.
    await archiveSchema(archive, [bootstrap, ...migrations]);
    const facts = { region, ...outcome };
    logger.info('ledger migrated', facts);
    return facts;
  },
});
