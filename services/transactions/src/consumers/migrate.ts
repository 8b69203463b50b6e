import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import files from '../../ledger?folder';
import { readLedgerLogins } from '../adapters/ledger-logins.ts';
import { archiveSchema } from '../archiving/archive-schema.ts';
import { ledgerBundleOf } from '../migrating/ledger-bundle.ts';
import { migrateWhereWriter } from '../migrating/migrate-where-writer.ts';
import { ledgerLoginSecretArns, ownRegion, wireArchive, wireStatements } from '../wiring.ts';

/** Time kept back for the last statement, in milliseconds. */
const reserveMs = 10_000;

const statements = wireStatements({ statementMsMax: 45_000 });
const archive = wireArchive();
const region = ownRegion();
const secretArns = ledgerLoginSecretArns();
const bundle = ledgerBundleOf(files);

/** Runs at each deployment, in both regions. */
export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, remainingMs }) {
    const deadlineMs = processClock.nowMs() + remainingMs() - reserveMs;
    const logins = await readLedgerLogins(secretArns);
    // Before objects name it; in the standby too: a copy by S3 may come later than the region's loss.
    await archiveSchema(archive, bundle);
    const outcome = await migrateWhereWriter(statements, bundle, { logins, clock: processClock, deadlineMs });
    const facts = { region, bundle: bundle.digest, ...outcome };
    logger.info('ledger migrated', facts);
    return facts;
  },
});
