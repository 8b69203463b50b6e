import { randomUUID } from 'node:crypto';
import { keyedPaths } from './generated/keyed-paths.ts';

const keyed: ReadonlySet<string> = new Set(keyedPaths);

/**
 * Key under which a write is sent, in all its tries.
 *
 * @returns undefined when the path takes none
 * @throws TypeError when the given one is not one, or the path takes none
 */
export function idempotencyKeyFor(path: string, given: string | undefined): string | undefined {
  if (!keyed.has(path)) {
    if (given === undefined) return undefined;
    throw new TypeError(`${path} takes no idempotency key`);
  }
  if (given === undefined) return randomUUID();
  if (/^[\x21-\x7e]{1,255}$/.test(given)) return given;
  throw new TypeError(`an idempotency key has 1 to 255 printable ASCII characters, got ${JSON.stringify(given)}`);
}
