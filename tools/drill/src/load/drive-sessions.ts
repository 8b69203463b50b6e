import { setTimeout as pause } from 'node:timers/promises';
import { SessionView } from '@redoubt/contracts';
import { merchants } from './plan-load.ts';
import type { PlannedSession } from './planned-request.ts';
import { type Client, sendUntilSettled } from './send-until-settled.ts';

/** Pause between two requests, in milliseconds. */
const everyMs = 700;

/** Sessions of a drill; each is changed again and again. */
const sessionsMax = 6;

/** Numbers of these requests begin here, beyond those of the load. */
const firstNumber = 2_000_001;

/** Whose sessions they are. */
export const sessionsOf = merchants[0];

interface Driven {
  readonly name: string;
  readonly sessionId: string;
  readonly version: number;
}

/**
 * Starts sessions and changes them, one request at a time for each session, until there is enough.
 *
 * Each change names the version before it. A session whose change got no clear answer is left alone: the verdict allows
 * either version.
 */
export async function driveSessions(
  client: Client,
  { run, isEnough }: { readonly run: string; readonly isEnough: (dueMs: number) => boolean },
): Promise<void> {
  const beganMs = client.clock.nowMs();
  const idle: Driven[] = [];
  const running: Promise<void>[] = [];
  for (let number = firstNumber; !client.signal.aborted && !isEnough(client.clock.nowMs() - beganMs); number++) {
    const started = number - firstNumber;
    const session = started < sessionsMax ? undefined : idle.shift();
    if (started < sessionsMax || session !== undefined) {
      running.push(
        next(number, session, { client, run }).then((driven) => {
          if (driven !== undefined) idle.push(driven);
        }),
      );
    }
    await pause(everyMs, undefined, { signal: client.signal }).catch(() => {});
  }
  await Promise.all(running);
}

/** @returns the session after a clear answer */
async function next(
  number: number,
  session: Driven | undefined,
  { client, run }: { readonly client: Client; readonly run: string },
): Promise<Driven | undefined> {
  const name = session?.name ?? `${run}-session-${number}`;
  const version = (session?.version ?? 0) + 1;
  const attributes = { step: String(number) };
  const planned: PlannedSession = {
    number,
    dueMs: 0,
    purpose: 'session',
    idempotencyKey: `${run}-${number}`,
    sender: { kind: 'merchant', merchantId: sessionsOf },
    body: JSON.stringify(
      session === undefined
        ? { merchant_id: sessionsOf, user_id: `payer-${number}`, attributes }
        : { version: session.version, attributes },
    ),
    session: { name, version, attributes },
  };
  const path = session === undefined ? '/validation/v1/sessions' : `/validation/v1/sessions/${session.sessionId}`;
  const answer = await sendUntilSettled(planned, { path }, client);
  if (answer === undefined || answer.status >= 300) return undefined;
  const view = SessionView.safeParse(JSON.parse(answer.body)).data;
  return view === undefined ? undefined : { name, sessionId: view.id, version: view.version };
}
