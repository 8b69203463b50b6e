import type { VerifiedEvidence } from '@redoubt/drill';
import { table } from './table.ts';

/** Facts that say which drill it was; they are told in the first line. */
const identity = ['keyId', 'passed', 'archived', 'scenario', 'seed', 'startedAt', 'objectives', 'faults', 'planted'];

/** Evidence that holds, for people: which drill, by which key, and everything that was worked out again. */
export function verifiedLines(
  folder: string,
  found: VerifiedEvidence,
  { isKeyGiven }: { readonly isKeyGiven: boolean },
): readonly string[] {
  const { keyId, passed, archived, scenario, seed, startedAt } = found;
  const rows = Object.entries(found)
    .filter(([name]) => !identity.includes(name))
    .map(([name, value]) => [name, textOf(value)]);
  return [
    `${folder} holds: drill ${scenario}, seed ${seed}, of ${startedAt} ${passed ? 'passed' : 'FAILED'}.`,
    `Signed with key ${keyId}${isKeyGiven ? ', the one given.' : '; compare it with the one that you were handed, or give that by --key.'}`,
    `The archive's chain of ${archived} lines is unbroken. Worked out again from the histories, and as the report says:`,
    ...table(rows).map((line) => `  ${line}`),
  ];
}

function textOf(value: unknown): string {
  if (value === null) return 'not seen';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${part} ${name}`)
    .join(', ');
}
