import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { plantedFaultNames, plantedFaults } from '../../src/plant/catalog.ts';
import { scenarioNames, scenarios } from '../../src/scenarios/catalog.ts';

const folder = join(import.meta.dirname, '..', '..', 'src', 'scenarios');

test('every scenario lies in a module of its own name', () => {
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => basename(path, '.ts'));
  expect(scenarioNames.filter((name) => !modules.includes(name))).toEqual([]);
});

test.each(scenarioNames)(
  '%s says in one line what breaks, and bounds how long money may stand still or be late',
  (name) => {
    const { summary, objectives, expects } = scenarios[name];
    expect(summary).toMatch(/^\S.{20,100}\S$/);
    expect(Object.values(objectives).every((max) => max > 0)).toBe(true);
    expect(Object.keys(objectives).length).toBeGreaterThan(0);
    expect(expects.epochs.min).toBeLessThanOrEqual(expects.epochs.max);
    if (expects.activeAtEnd === 'other') expect(expects.epochs.min).toBeGreaterThan(0);
  },
);

test('every planted fault is shown by a scenario that exists', () => {
  expect(plantedFaultNames.filter((name) => !(plantedFaults[name].shownBy in scenarios))).toEqual([]);
});
