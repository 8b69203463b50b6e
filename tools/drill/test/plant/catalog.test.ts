import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plantedFaultNames, plantedFaults } from '../../src/plant/catalog.ts';
import type { SourcePlant } from '../../src/plant/planted-fault.ts';
import { scenarioNames } from '../../src/scenarios/catalog.ts';
import { unboundedMoves } from '../../src/soak/unbounded-moves.ts';
import { rules } from '../../src/verdict/finding.ts';

const workspace = join(import.meta.dirname, '..', '..', '..', '..');

const plants: readonly (readonly [string, readonly SourcePlant[]])[] = [
  ...plantedFaultNames.map((name) => [name, plantedFaults[name].sources] as const),
  ['a soak', unboundedMoves.sources],
];

test.each(plants)('the texts that %s replaces are in the sources, once each', (_, sources) => {
  for (const { file, find, replace } of sources) {
    const source = readFileSync(join(workspace, file), 'utf8');
    expect(source.split(find), `${find} in ${file}`).toHaveLength(2);
    expect(replace).not.toBe(find);
  }
});

test('each planted fault is found by a scenario, by name', () => {
  for (const name of plantedFaultNames) {
    const { shownBy, breaks } = plantedFaults[name];
    expect(scenarioNames).toContain(shownBy);
    expect(Object.keys(rules)).toContain(breaks);
  }
});
