import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { archiveSchema } from '../src/archive-schema.ts';
import { bootstrap } from '../src/migrate-ledger.ts';
import { ArchiveInMemory } from './support/archive-in-memory.ts';
import { allMigrations } from './support/ledger-database.ts';

test('ST3: puts everything that makes the schema into the archive, in order by name, and may be repeated', async () => {
  const bucket = new ArchiveInMemory();
  const everything = [bootstrap, ...allMigrations];
  await archiveSchema(bucket, everything);
  await archiveSchema(bucket, everything);
  expect([...bucket.objects.keys()].sort()).toEqual(everything.map(({ name }) => `ledger/schema/${name}.sql`));
});

test('refuses a migration that has changed since it was archived', async () => {
  const bucket = new ArchiveInMemory();
  await archiveSchema(bucket, [{ name: '0001_a', sql: 'select 1' }]);
  await expect(archiveSchema(bucket, [{ name: '0001_a', sql: 'select 2' }])).rejects.toThrow('another');
});

test('never changes what runs migrations: it is archived under its name', () => {
  expect(createHash('sha256').update(bootstrap.sql).digest('hex')).toBe(
    'cb8fb9e2235d1c67d76df03c024e72091ad48c2336c458a2520276d7aa66d24d',
  );
});
