import { Fault, type FaultInput } from '@redoubt/local-cloud';
import { CliError } from './cli-error.ts';
import { commandLine } from './workspace.ts';

/**
 * Parses a fault from its kind and `name=value` words: a dot in a name leads into an object, and a value is JSON where it can
 * be, e.g. `region=us-east-1 dutyCycle.stopMs=3000 dutyCycle.runMs=1000`.
 *
 * @throws CliError `usage`
 */
export function parseFault(kind: string, words: readonly string[]): FaultInput {
  const fault: Record<string, unknown> = { kind };
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) throw refused(`name=value is needed, got ${JSON.stringify(word)}`);
    set(fault, word.slice(0, at).split('.'), parseValue(word.slice(at + 1)));
  }
  const parsed = Fault.safeParse(fault);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refused(`${issue?.path.join('.') || kind}: ${issue?.message ?? 'is not allowed'}`);
}

function set(target: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const inner = target[name];
  const next: Record<string, unknown> = typeof inner === 'object' && inner !== null ? { ...inner } : {};
  set(next, rest, value);
  target[name] = next;
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function refused(what: string): CliError {
  return new CliError({
    code: 'usage',
    what,
    why: 'the fault does not have this form',
    fix: commandLine('fault add --help'),
  });
}
