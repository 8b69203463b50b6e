import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { headers } from '@redoubt/contracts';
import { changePathOf } from './change-path.ts';
import type { PlannedChange, PlannedPayment, PlannedRequest } from './planned-request.ts';
import type { HttpAnswer } from './public-api.ts';
import { type Address, type Client, headerOf, sendUntilSettled } from './send-until-settled.ts';

/** A request that has its final answer. */
export interface SettledRequest {
  readonly planned: PlannedRequest;
  /** When it was first sent, on the drill's clock. */
  readonly requestedAtMs: number;
  readonly answer: HttpAnswer;
}

export interface LoadListener {
  readonly onSettled: (settled: SettledRequest) => void;
  /** Whether the load may end before a request that is due at this time, in milliseconds after its beginning. */
  readonly isEnough: (dueMs: number) => boolean;
  /**
   * Requests under way at which the next one waits: a platform that is slower than the load must not be buried under it.
   *
   * @default - no bound
   */
  readonly underWayMax?: number;
}

/** Pause between two looks whether the next request may be sent, in milliseconds. */
const fullEveryMs = 20;

const paymentsPath = '/validation/v1/payments';

/** Version before booking: no booked payment has it. */
const oldVersion = '"1"';

/**
 * Sends each request of the plan when it is due, until the listener has enough, and waits until all are settled.
 *
 * Open loop up to a bound: a slow or dead platform does not slow the load down, so an outage meets as many requests as in
 * production. A
 * change waits for the answer before it, and is left out when there is none.
 */
export async function driveLoad(
  plan: readonly PlannedRequest[],
  client: Client,
  listener: LoadListener,
): Promise<void> {
  const beganMs = client.clock.nowMs();
  const load = new RunningLoad(client, listener);
  const running: Promise<void>[] = [];
  for (const planned of plan) {
    const waitMs = beganMs + planned.dueMs - client.clock.nowMs();
    if (waitMs > 0) await pause(waitMs, undefined, { signal: client.signal }).catch(() => {});
    while (!client.signal.aborted && load.underWay >= (listener.underWayMax ?? Number.POSITIVE_INFINITY)) {
      await pause(fullEveryMs, undefined, { signal: client.signal }).catch(() => {});
    }
    if (client.signal.aborted || listener.isEnough(planned.dueMs)) break;
    const sending = load.send(planned);
    // Thrown where all are awaited, below.
    sending.catch(() => {});
    running.push(sending);
    // Until it counts as under way.
    await nextTurn();
  }
  await Promise.all(running);
}

/** Requests sent so far, by number, with their answers. */
class RunningLoad {
  /** Requests without a final answer. */
  underWay = 0;
  readonly #client: Client;
  readonly #listener: LoadListener;
  readonly #addresses = new Map<number, Promise<Address | undefined>>();
  readonly #settled = new Map<number, Promise<HttpAnswer | undefined>>();
  readonly #answers = new Map<number, HttpAnswer>();

  constructor(client: Client, listener: LoadListener) {
    this.#client = client;
    this.#listener = listener;
  }

  async send(planned: PlannedRequest): Promise<void> {
    const address = this.#addressOf(planned);
    const settled = address.then((at) => (at === undefined ? undefined : this.#sendTo(planned, at)));
    this.#addresses.set(planned.number, address);
    this.#settled.set(planned.number, settled);
    await settled;
  }

  async #sendTo(planned: PlannedRequest, address: Address): Promise<HttpAnswer | undefined> {
    const requestedAtMs = this.#client.clock.nowMs();
    this.underWay++;
    const answer = await sendUntilSettled(planned, address, this.#client).finally(() => this.underWay--);
    if (answer === undefined) return undefined;
    this.#answers.set(planned.number, answer);
    this.#listener.onSettled({ planned, requestedAtMs, answer });
    return answer;
  }

  /** Address of a request; `undefined` when the request before it failed. */
  async #addressOf(planned: PlannedRequest): Promise<Address | undefined> {
    switch (planned.purpose) {
      case 'payment':
        return { path: paymentsPath };
      case 'change': {
        const [payment, previous] = await Promise.all([
          this.#settled.get(planned.payment),
          this.#settled.get(planned.after),
        ]);
        return payment === undefined || previous === undefined ? undefined : changeAddress(planned, payment, previous);
      }
      case 'repeat':
        return await this.#addresses.get(planned.of.number);
      case 'reuse':
        // Before the first use is answered, the reuse might rightly win.
        return isTaken(planned.of, this.#answers.get(planned.of.number))
          ? await this.#addresses.get(planned.of.number)
          : undefined;
      case 'bad': {
        const { at, path = paymentsPath, ifMatch, correlationId } = planned;
        const headers = {
          ...(ifMatch === undefined ? {} : { ifMatch }),
          ...(correlationId === undefined ? {} : { correlationId }),
        };
        if (at === undefined) return { path, ...headers };
        const payment = this.#answers.get(at.payment);
        return payment?.status === 202 ? { path: changePathOf(payment, at.action), ...headers } : undefined;
      }
    }
  }
}

/** Whether a request's key is used: by an accepted payment or a change that was done. */
function isTaken(of: PlannedPayment | PlannedChange, answer: HttpAnswer | undefined): boolean {
  return answer?.status === (of.purpose === 'payment' ? 202 : 201);
}

function changeAddress({ change }: PlannedChange, payment: HttpAnswer, previous: HttpAnswer): Address | undefined {
  if (payment.status !== 202) return undefined;
  const seen = change.seen === 'last_answer' ? headerOf(previous, headers.etag) : undefined;
  const ifMatch = change.seen === 'old_version' ? oldVersion : seen;
  return { path: changePathOf(payment, change.action), ...(ifMatch === undefined ? {} : { ifMatch }) };
}
