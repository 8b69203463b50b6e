import type { Evidence } from '../evidence/evidence.ts';
import type { Finding } from './finding.ts';

/** Checks that the returned region wrote nothing: no attempt was accepted, and none of its payments is in the ledger. */
export function judgeFencing({ zombieWrites, ledger }: Evidence): readonly Finding[] {
  const references = new Set(ledger.payments.map(({ reference }) => reference));
  return zombieWrites
    .filter(({ accepted, reference }) => accepted || references.has(reference))
    .map(({ way, answer, reference }) => {
      return { rule: 'stale_epoch_write', subject: reference, text: `${way} was answered: ${answer}` };
    });
}
