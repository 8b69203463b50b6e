import { expect, test } from 'vitest';
import { type Change, named, refusalsAfter } from './sound-apps.ts';

/** A template that AWS refuses: what was changed, and `rule resource.property` of each refusal. */
export type Planted = readonly [what: string, at: string, to: unknown, ...refused: readonly string[]];

/** A change beside a bound that AWS takes. */
export type Sound = readonly [what: string, at: string, to: unknown];

export function testPlanted(planted: readonly Planted[]): void {
  test.each(planted.map(([what, at, to, ...refused]) => ({ what, at, to, refused })))(
    'refuses $what',
    ({ at, to, refused }) => {
      const refusals = refusalsAfter(changeAt(at, to));
      expect(named(refusals)).toEqual(refused);
      for (const { message } of refusals) expect(message).toMatch(/[;:] \S/);
    },
  );
}

export function testSound(sound: readonly Sound[]): void {
  test.each(sound.map(([what, at, to]) => ({ what, at, to })))('takes $what', ({ at, to }) => {
    expect(refusalsAfter(changeAt(at, to))).toEqual([]);
  });
}

/** A path of the secondary's stack begins with `secondary:`. */
function changeAt(at: string, to: unknown): Change {
  const [stack, path] = at.split(':');
  return stack === 'secondary' && path !== undefined ? { stack, at: path, to } : { at, to };
}
