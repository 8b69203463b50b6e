import { CreateSessionRequest } from '@redoubt/contracts';
import type { HttpFunction } from '@redoubt/lambda-kit';
import { type ApiUnderTest, aDoorkeeper, ask, withOwnKey } from '@redoubt/lambda-kit/http-contract';
import { type RouteName, routes } from '../../src/api.ts';
import { startSession } from '../../src/start-session.ts';
import { acceptanceFakes } from './acceptance-fakes.ts';
import { activeLease, keys } from './api.ts';
import { FakeSessions } from './fake-sessions.ts';
import { validationFakes } from './validation-fakes.ts';

const { postPayment } = await import('../../src/routes/post-payment.ts');
const { postValidation } = await import('../../src/routes/post-validation.ts');
const { postSpecifiedValidation } = await import('../../src/routes/post-specified-validation.ts');
const { postSession } = await import('../../src/routes/post-session.ts');
const { changeSessionRoute } = await import('../../src/routes/change-session.ts');
const { getSession } = await import('../../src/routes/get-session.ts');
const { handler: getHealth } = await import('../../src/routes/get-health.ts');

/** Every route of the service over fakes in memory, in the active region. */
export async function anApi(): Promise<ApiUnderTest<RouteName>> {
  const sessions = new FakeSessions();
  const payments = acceptanceFakes();
  const validations = { ...validationFakes(), counters: payments.counters, decisions: payments.decisions };
  const lease = activeLease;
  const functions: Readonly<Record<RouteName, HttpFunction>> = {
    'post-payment': postPayment({ ...payments, lease, keys }),
    'post-validation': postValidation({ ...validations, lease, keys: aDoorkeeper }),
    'post-specified-validation': postSpecifiedValidation({ ...validations, lease, keys: aDoorkeeper }),
    'post-session': postSession({ sessions, lease, keys: aDoorkeeper }),
    'change-session': changeSessionRoute({ sessions, lease, keys: aDoorkeeper }),
    'get-session': getSession({ sessions, keys: aDoorkeeper }),
    'get-health': getHealth,
  };
  const request = CreateSessionRequest.parse({ merchant_id: 'acme', user_id: 'u1' });
  const begin = { request, idempotencyKey: 'first', receivedAt: new Date() };
  const started = await startSession(begin, { sessions, lease: await lease.current() });
  if (started.kind !== 'started') throw new Error('the first session must start');
  const { sessionId } = started.session;
  const facts = () =>
    payments.journal.records.size +
    payments.publisher.events.length +
    payments.decisions.entries.size +
    [...payments.counters.seen.values()].reduce((sum, seen) => sum + seen, 0) +
    [...sessions.stored.values()].reduce((sum, { version }) => sum + version, 0);
  return {
    send: (name, { headers, ...request }) =>
      ask(
        functions[name],
        withOwnKey(routes[name], { ...request, headers: { 'Idempotency-Key': 'key-1', ...headers } }),
      ),
    pathOf: async () => ({ id: sessionId }),
    // No refusal is kept here: what is stored is a decision that was answered.
    written: async () => ({ facts: facts(), answers: 0 }),
    sinks: async () =>
      JSON.stringify([
        [...payments.journal.records.values()],
        payments.publisher.events,
        [...payments.decisions.entries.values()],
        [...payments.counters.seen],
        [...sessions.stored.values()],
      ]),
  };
}
