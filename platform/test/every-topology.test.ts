import { physicalNamesOf, templateFaults, topologyNames } from '@redoubt/cdk-kit';
import { describe, expect, test } from 'vitest';
import { platformAssembly, seats, siteOf, synthesizePlatform } from './support/platform-templates.ts';

/**
 * Goal: whatever topology is chosen, both regions' templates keep the repository's rules and AWS' advice.
 *
 * Method: every file of `platform/topologies/` is synthesized as its deployment would be; the rules look at the JSON,
 * and the validation report must not hold a finding that nobody has given a reason for.
 */

describe.each(await topologyNames())('topology %s', (name) => {
  test('breaks no rule in either region, and leaves no finding unacknowledged', async () => {
    const { templates, topology, findings } = await platformAssembly(name);
    for (const seat of seats) expect(templateFaults(templates[seat], siteOf(topology, seat))).toEqual([]);
    expect(findings).toEqual([]);
  });
});

test('RG2 two environments have not one physical name in common', async () => {
  const [left, right] = await Promise.all([physicalNames('blue'), physicalNames('green')]);
  expect(left.length).toBeGreaterThan(50);
  expect(left.filter((name) => right.includes(name))).toEqual([]);
});

test('the same topology gives the same bytes', async () => {
  const [first, second] = [await platformAssembly(), await synthesizePlatform()];
  expect(JSON.stringify(second.templates)).toBe(JSON.stringify(first.templates));
});

/** Names of both regions together: some kinds of name are global. */
async function physicalNames(suffix: string): Promise<readonly string[]> {
  const { templates } = await platformAssembly('default', suffix);
  return seats.flatMap((seat) => physicalNamesOf(templates[seat]));
}
