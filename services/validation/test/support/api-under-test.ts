import { CreateSessionRequest } from '@redoubt/contracts';
import type { HttpFunction } from '@redoubt/lambda-kit';
import { beginSession } from '../../src/keep-session.ts';
import type { RouteName } from '../../src/routes.ts';
import { activeLease, send, type TestRequest } from './api.ts';
import { FakeSessions } from './fake-sessions.ts';
import { aDesk } from './payment-builders.ts';
import { aValidationDesk } from './validation-desk.ts';

const { postPayment } = await import('../../src/handlers/post-payment.ts');
const { postValidation } = await import('../../src/handlers/post-validation.ts');
const { postSpecifiedValidation } = await import('../../src/handlers/post-specified-validation.ts');
const { postSession } = await import('../../src/handlers/post-session.ts');
const { changeSessionRoute } = await import('../../src/handlers/change-session.ts');
const { getSession } = await import('../../src/handlers/get-session.ts');
const { handler: getHealth } = await import('../../src/handlers/get-health.ts');

/** Every route of the service over ports in memory, in the active region. */
export async function anApi() {
  const sessions = new FakeSessions();
  const payments = aDesk();
  const validations = { ...aValidationDesk(), counters: payments.counters, decisions: payments.decisions };
  const lease = activeLease;
  const functions: Readonly<Record<RouteName, HttpFunction>> = {
    'post-payment': postPayment({ ...payments, lease }),
    'post-validation': postValidation({ ...validations, lease }),
    'post-specified-validation': postSpecifiedValidation({ ...validations, lease }),
    'post-session': postSession({ sessions, lease }),
    'change-session': changeSessionRoute({ sessions, lease }),
    'get-session': getSession({ sessions }),
    'get-health': getHealth,
  };
  const request = CreateSessionRequest.parse({ merchant_id: 'acme', user_id: 'u1' });
  const begin = { request, idempotencyKey: 'first', receivedAt: new Date() };
  const started = await beginSession(begin, { sessions, lease: await lease.current() });
  if (started.kind !== 'started') throw new Error('the first session must start');
  return {
    /** A session that is there from the beginning. */
    sessionId: started.session.sessionId,
    send: (name: RouteName, sent: TestRequest) => send(functions[name], sent),
    /** All that is stored or announced, as text: two equal ones mean that nothing was written in between. */
    written: () =>
      JSON.stringify([
        [...payments.journal.records.values()],
        payments.publisher.events,
        [...payments.decisions.entries.values()],
        [...payments.counters.seen],
        [...sessions.stored.values()],
      ]),
    /** How many things are stored or announced, sessions by their version. */
    writes: () =>
      payments.journal.records.size +
      payments.publisher.events.length +
      payments.decisions.entries.size +
      [...payments.counters.seen.values()].reduce((sum, seen) => sum + seen, 0) +
      [...sessions.stored.values()].reduce((sum, { version }) => sum + version, 0),
  };
}
