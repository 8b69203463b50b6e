import { makeKey, revokeKey } from '../access/change-keys.ts';
import type { PlannedBad, PlannedPayment } from '../load/planned-request.ts';
import { sendUntilSettled } from '../load/send-until-settled.ts';
import { smallPayment } from '../load/small-payment.ts';
import type { DrillRun } from './drill-run.ts';

/** A merchant that does nothing else. */
export const merchantOfTrials = 'estuary';

/** Numbers of these requests begin here, beyond those of payments in the words of the specifications. */
const firstNumber = 9_000_001;

/**
 * Keys around a loss: one is used and revoked before it, another is made a moment before it. The survivor has to refuse the one and to
 * take the other, though it has met neither.
 */
export class KeyTrial {
  readonly #run: DrillRun;
  #sent = 0;

  constructor(run: DrillRun) {
    this.#run = run;
  }

  /** Makes a key, pays with it, so that its region knows it, and revokes it. @returns the key */
  async revokeOne(): Promise<string> {
    const key = await makeKey(merchantOfTrials, this.#run);
    await this.#pay(key);
    await revokeKey(key, merchantOfTrials, this.#run);
    this.#run.timeline.add('operate', `a key of ${merchantOfTrials} is revoked`);
    return key;
  }

  /** Makes a key that nobody has shown yet. @returns the key */
  async makeOne(): Promise<string> {
    const key = await makeKey(merchantOfTrials, this.#run);
    this.#run.timeline.add('operate', `a key of ${merchantOfTrials} is made`);
    return key;
  }

  /** Pays with the one and tries to with the other; the witness judges both answers. */
  async try(keys: { readonly made: string; readonly revoked: string }): Promise<void> {
    const paid = await this.#pay(keys.made);
    const { intent: _, ...request } = this.#next(keys.revoked);
    const refused = await this.#send({ ...request, purpose: 'bad', defect: 'access_key_revoked' });
    const text = `the key made before the loss is answered ${paid}, the one revoked before it ${refused}`;
    this.#run.timeline.add('operate', text);
  }

  /** @returns what it was answered, for people */
  async #pay(key: string): Promise<string> {
    return await this.#send(this.#next(key));
  }

  #next(key: string): PlannedPayment {
    const payment = smallPayment(this.#run.run, firstNumber + this.#sent++, merchantOfTrials);
    return { ...payment, sender: { kind: 'holder', key } };
  }

  async #send(planned: PlannedPayment | PlannedBad): Promise<string> {
    const { random, waitMsMax } = this.#run;
    const client = { ...this.#run, jitter: random.stream(`key-trial-${planned.number}`) };
    const answer = await sendUntilSettled(planned, { path: '/validation/v1/payments' }, client, waitMsMax);
    return String(answer?.status ?? 'nothing');
  }
}
