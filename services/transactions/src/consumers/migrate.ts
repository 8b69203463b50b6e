import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { readApplicationLogin } from '../adapters/application-login.ts';
import { archiveSchema } from '../archive-schema.ts';
import { bootstrap } from '../migrate-ledger.ts';
import { migrateWhereWriter } from '../migrate-where-writer.ts';
import { migrations } from '../migrations.ts';
import { applicationSecretArn, ownRegion, wireArchive, wireStatements } from '../wiring.ts';

/** Time kept back for the last statement, in milliseconds. */
const reserveMs = 10_000;

const statements = wireStatements({ statementMsMax: 45_000 });
const archive = wireArchive();
const region = ownRegion();
const secretArn = applicationSecretArn();

/** Runs at each deployment, in both regions. */
export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, remainingMs }) {
    const deadlineMs = processClock.nowMs() + remainingMs() - reserveMs;
    const login = await readApplicationLogin(secretArn);
    const outcome = await migrateWhereWriter(statements, migrations, { login, clock: processClock, deadlineMs });
    // In the standby too: a copy by S3 may come later than the region's loss.
    await archiveSchema(archive, [bootstrap, ...migrations]);
    const facts = { region, ...outcome };
    logger.info('ledger migrated', facts);
    return facts;
  },
});
