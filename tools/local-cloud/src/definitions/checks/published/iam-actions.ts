import { readFileSync } from 'node:fs';

let known: ReadonlyMap<string, readonly string[]> | undefined;

/** Actions of a service by its prefix, in lower case, as IAM compares them; undefined for a service that is not in the table. */
export function publishedActions(service: string): readonly string[] | undefined {
  known ??= read();
  return known.get(service);
}

/** The services of the table. */
export function publishedServices(): readonly string[] {
  known ??= read();
  return [...known.keys()];
}

function read(): ReadonlyMap<string, readonly string[]> {
  const lines = readFileSync(new URL('iam-actions.txt', import.meta.url), 'utf8')
    .toLowerCase()
    .split('\n');
  return new Map(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [service = '', ...actions] = line.split(' ');
        return [service, actions];
      }),
  );
}
