import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plantedFaultNames, plantedFaults } from '../../src/plant/catalog.ts';

const workspace = join(import.meta.dirname, '..', '..', '..', '..');

test.each(plantedFaultNames)('the texts that %s replaces are in the sources, once each', (name) => {
  for (const { file, find, replace } of plantedFaults[name].sources) {
    const source = readFileSync(join(workspace, file), 'utf8');
    expect(source.split(find), `${find} in ${file}`).toHaveLength(2);
    expect(replace).not.toBe(find);
  }
});
