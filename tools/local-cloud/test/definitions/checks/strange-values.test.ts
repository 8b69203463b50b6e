import { expect, test } from 'vitest';
import { resolveCheckedApps } from '../../../src/definitions/checks/resolve-checked-apps.ts';
import { LocalCloudError } from '../../../src/protocol/local-cloud-error.ts';
import { type Change, soundStacks } from './sound-apps.ts';

/*
 * Goal: a template that makes no sense is refused, and never breaks the check itself.
 *
 * Method: every value of the sound templates is replaced by one of another type, in turn: null, a text, a number, a truth
 * value, a list, an object. Each start is either taken or refused by an error for people.
 */
const strange: readonly unknown[] = [null, 'strange', -1, true, [], ['strange'], {}, { strange: {} }, [null]];
const validMachines = new Set<string>();

test('no value breaks the check', () => {
  const [stack] = soundStacks();
  const paths = Object.entries(stack?.template.Resources ?? {}).flatMap(([id, { Properties }]) =>
    pathsIn(Properties, `${id}/Properties`),
  );
  expect(paths.length).toBeGreaterThan(300);
  const broken = paths.flatMap((at, index) => {
    const error = errorAfter({ at, to: strange[index % strange.length] });
    return error === undefined || error instanceof LocalCloudError ? [] : [`${at}: ${String(error)}`];
  });
  expect(broken).toEqual([]);
});

function errorAfter(change: Change): unknown {
  try {
    resolveCheckedApps(soundStacks(change), (region) => `http://${region}.invalid`, validMachines);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Paths to all values, those that hold others too. */
function pathsIn(value: unknown, path: string): readonly string[] {
  if (value === null || typeof value !== 'object') return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => pathsIn(member, `${path}/${name}`))];
}
