import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workspace } from '../../src/definitions/templates/read-apps.ts';
import { resourceAreas } from '../../src/definitions/templates/support.ts';
import { supportDocument } from '../../src/definitions/templates/support-document.ts';

test('docs/local-cloud.md is what bin/write-support-document.ts writes now', async () => {
  expect(await readFile(join(workspace, 'docs', 'local-cloud.md'), 'utf8')).toBe(supportDocument());
});

test('every accepted type and every ignored property has a reason', () => {
  const reasons = Object.values(resourceAreas)
    .flatMap((kinds) => Object.values(kinds))
    .flatMap(({ support }) => (support.level === 'accepted' ? [support.reason] : Object.values(support.ignored)));
  expect(reasons.filter((reason) => reason.length < 12)).toEqual([]);
});

test('no type is in two areas', () => {
  const types = Object.values(resourceAreas).flatMap((kinds) => Object.keys(kinds));
  expect(types.length).toBe(new Set(types).size);
});
