import { expect, test } from 'vitest';
import { archiveSchema } from '../../src/archiving/archive-schema.ts';
import { ledgerBundleOf } from '../../src/migrating/ledger-bundle.ts';
import { ArchiveInMemory } from '../support/archive-in-memory.ts';
import { ledgerBundle, ledgerFiles } from '../support/ledger-database.ts';

test('ST3: keeps each bundle under its digest, and may be repeated', async () => {
  const bucket = new ArchiveInMemory();
  const next = ledgerBundleOf({ ...ledgerFiles, 'tables/9999_next.sql': '-- Why: a test.\nselect 1;\n' });
  for (const bundle of [ledgerBundle, ledgerBundle, next]) await archiveSchema(bucket, bundle);
  expect(new Set(bucket.objects.keys())).toEqual(
    new Set([ledgerBundle.digest, next.digest].map((digest) => `ledger/schema/${digest}.json`)),
  );
});
