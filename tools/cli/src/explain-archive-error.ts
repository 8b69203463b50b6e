import type { ArchiveError, ArchiveErrorCode } from '@redoubt/ledger-archive';
import type { Explanation } from './cli-error.ts';
import { exitCode } from './exit-code.ts';
import { commandLine } from './workspace.ts';

/** Explanation of each code. A broken chain is a broken invariant, not a failure of the command. */
const meaning: Readonly<Record<ArchiveErrorCode, Pick<Explanation, 'why' | 'fix' | 'exitCode'>>> = {
  archive_unreachable: {
    why: 'an archive is out of reach while its region is down',
    fix: `${commandLine('ledger rebuild --region REGION')} with one that runs: each has a copy`,
    exitCode: exitCode.precondition,
  },
  archive_empty: {
    why: 'the active region writes the first object after the first payment, some seconds later',
    fix: `${commandLine('payment create --amount 10.50 --currency EUR')}, then again`,
    exitCode: exitCode.precondition,
  },
  object_missing: {
    why: 'the chain goes through this object; a copy may still be on its way, and an original never goes away',
    fix: 'again in a while, or with the archive of the other region',
    exitCode: exitCode.invariantBroken,
  },
  restore_pending: {
    why: 'objects of the archive are in Glacier, where a restoration takes 3 to 5 hours and goes on by itself',
    fix: 'the same command again, later: it goes on from here; what is restored can be read for seven days',
    exitCode: exitCode.precondition,
  },
  chain_broken: {
    why: 'every line is sealed with the hash of the one before: somebody has changed or taken away what was written',
    fix: 'compare the object with its copy in the other region, and with its earlier versions',
    exitCode: exitCode.invariantBroken,
  },
  form_unknown: {
    why: 'a newer version of the platform wrote it',
    fix: 'use the version that wrote the archive',
    exitCode: exitCode.failed,
  },
  schema_unusable: {
    why: 'the archive keeps the bundle that made the schema of its ledger, so that nothing else is needed',
    fix: 'compare the objects below ledger/schema/ with those of the other region',
    exitCode: exitCode.invariantBroken,
  },
  ledger_unreachable: {
    why: 'a comparison needs the ledger that takes writes',
    fix: `${commandLine('status')}; without --verify no ledger is needed`,
    exitCode: exitCode.precondition,
  },
  ledger_busy: {
    why: 'ledgers can be compared at a moment in which everything is archived',
    fix: 'again with less load, or look into the age of the archive: docs/runbooks/transactions-archive-lag.md',
    exitCode: exitCode.failed,
  },
  ledger_diverged: {
    why: 'the archive belongs to another ledger than the current writer',
    fix: 'keep both, and read docs/runbooks/transactions-archive-lag.md',
    exitCode: exitCode.invariantBroken,
  },
};

/** Explains an error of the archive. */
export function explainArchiveError({ code, message: what }: ArchiveError): Explanation {
  return { code, what, ...meaning[code] };
}
