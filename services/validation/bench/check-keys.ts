import type { Contender } from '@redoubt/bench';
import type { Doorkeeper } from '@redoubt/lambda-kit';
import { processMicros } from './process-micros.ts';

/** Checks the key of a merchant, and nothing else. */
export function checkKeys(
  doors: Doorkeeper,
  { name, key }: { readonly name: string; readonly key: string },
): Contender {
  const credentials = { authorization: [`Bearer ${key}`], canaryPass: undefined, subject: 'bench' };
  return {
    name,
    serverMicros: processMicros,
    async prepare(units) {
      return async () => {
        for (let unit = 0; unit < units; unit += 1) {
          if ((await doors.admit(credentials, new Date())) === undefined) throw new Error('the key must be good');
        }
      };
    },
  };
}
