import { setImmediate } from 'node:timers/promises';
import type { HttpFunction } from '@redoubt/lambda-kit';
import { context, paymentEvent } from './payment-events.ts';

/** Requests of the flood at any moment. */
const floodAtOnce = 16;

/** Long enough for a tenth of a second's requests, which a function draws ahead, to make no difference. */
const windowMs = 1_000;

export interface Caller {
  readonly merchantId: string;
  readonly key: string;
}

export interface BesideFlood {
  /** Copies of one function, as Lambda starts them; requests go to them in turn. */
  readonly functions: readonly HttpFunction[];
  /** Sends as fast as it is answered, whatever the answer. */
  readonly flooding: Caller;
  /** Sends as many in a second as it may, whether they are answered or not. */
  readonly steady: Caller & { readonly requestsPerSecond: number };
  readonly windows: number;
  /** Whether to begin once the flood is refused for the first time: before, it spends what five seconds had in store. */
  readonly isLimited: boolean;
}

/** Answers of a window, by who got them. */
export interface Window {
  readonly flooding: number;
  readonly steady: number;
  readonly refused: number;
}

/** Lets one merchant flood and another one send at its limit, and counts acknowledged payments of both. */
export async function countBesideFlood({ functions, flooding, steady, ...measure }: BesideFlood): Promise<Window[]> {
  const counts = { flooding: 0, steady: 0, refused: 0 };
  let sent = 0;
  let isOver = false;
  const send = async (caller: Caller, counted: 'flooding' | 'steady'): Promise<void> => {
    sent += 1;
    const fn = functions[sent % functions.length] as HttpFunction;
    const { statusCode, body } = await fn(paymentEvent(caller), context);
    if (statusCode === 202) counts[counted] += 1;
    else if (statusCode !== 429)
      throw new Error(`a payment must be acknowledged or limited, got ${statusCode} ${body}`);
    else if (counted === 'flooding') counts.refused += 1;
  };
  const flood = async (): Promise<void> => {
    // A request over a connection waits for a turn of the event loop; a loop of refusals alone would leave nobody one.
    for (; !isOver; await setImmediate()) await send(flooding, 'flooding');
  };
  const windows: Window[] = [];
  const measureWindows = async (): Promise<void> => {
    while (measure.isLimited && counts.refused === 0) await setImmediate();
    const startedMs = performance.now();
    const pending: Promise<void>[] = [];
    let due = 0;
    for (let before = { ...counts }; windows.length < measure.windows; ) {
      await setImmediate();
      const elapsedMs = performance.now() - startedMs;
      for (; due < (elapsedMs * steady.requestsPerSecond) / 1_000; due += 1) pending.push(send(steady, 'steady'));
      if (elapsedMs < (windows.length + 1) * windowMs) continue;
      windows.push({
        flooding: counts.flooding - before.flooding,
        steady: counts.steady - before.steady,
        refused: counts.refused - before.refused,
      });
      before = { ...counts };
    }
    isOver = true;
    await Promise.all(pending);
  };
  await Promise.all([measureWindows(), ...Array.from({ length: floodAtOnce }, flood)]);
  return windows;
}
