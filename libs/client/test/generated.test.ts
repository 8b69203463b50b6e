import { readFileSync } from 'node:fs';
import { operationsOf, publishedApi } from '@redoubt/contracts/published-api';
import { expect, test } from 'vitest';
import { generatedFiles } from '../bin/generated-files.ts';
import { merchantDocument } from '../bin/merchant-document.ts';

const files = await generatedFiles();
const { document } = merchantDocument();

test.each(Object.keys(files))(
  'src/generated/%s is made from the published documents; if not, run node bin/write-types.ts',
  (name) => {
    expect(readFileSync(new URL(`../src/generated/${name}`, import.meta.url), 'utf8')).toBe(files[name]);
  },
);

test('every operation that takes an access key is in it, and none of operators', () => {
  const published = (['validation', 'transactions', 'notifications'] as const).flatMap((service) =>
    operationsOf(publishedApi(service)).filter(({ security }) => security.some((way) => 'accessKey' in way)),
  );
  const offered = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(published.length).toBeGreaterThan(20);
  expect(offered.sort()).toEqual(published.map(({ method, path }) => `${method} ${path}`).sort());
  expect(Object.keys(document.paths).filter((path) => /terms|blocklist|audit-log|approvals/.test(path))).toEqual([]);
  expect(Object.keys(document.components.schemas)).not.toContain('AuditEntry');
});
