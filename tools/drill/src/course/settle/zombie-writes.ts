import { randomUUID } from 'node:crypto';
import { type CreatePayment, eventOf, headers, PaymentAccepted, paymentIdOf } from '@redoubt/contracts';
import pg from 'pg';
import { DrillError } from '../../drill-error.ts';
import type { ZombieWrite } from '../../evidence/evidence.ts';
import { bodyOf } from '../../load/intents.ts';
import { merchants } from '../../load/plan-load.ts';
import { NoAnswerError, sendTo } from '../../load/public-api.ts';
import type { DrillRun, Roles } from '../drill-run.ts';

/** Whose payments they would be. */
const merchantId = merchants[0];

/**
 * Lets the formerly active region try to write, in every way a former writer may.
 *
 * A client with an old DNS answer sends to its front door, by the shared name or its own. A worker that slept through the
 * failover applies a command under its old epoch, at either database. A message left in its queue reaches its consumer.
 *
 * @param roles before the failover
 */
export async function zombieWrites(run: DrillRun, roles: Roles): Promise<readonly ZombieWrite[]> {
  const { active: lost, standby: surviving } = roles;
  const { hostname } = new URL(run.cloud.publicApi);
  return [
    await overHttp(run, roles, { number: 1, host: hostname }),
    await overHttp(run, roles, { number: 2, host: `${lost}.${hostname}` }),
    await bySql(run, roles, { number: 3, at: surviving }),
    await bySql(run, roles, { number: 4, at: lost }),
    await byQueue(run, roles, { number: 5 }),
  ];
}

/** Requests a payment, which must never be found, at the region's front door. */
async function overHttp(
  { cloud, credentials, run }: DrillRun,
  { active: lost }: Roles,
  { number, host }: { readonly number: number; readonly host: string },
): Promise<ZombieWrite> {
  const reference = `${run}-zombie-${number}`;
  const way = `POST to ${lost} as ${host}`;
  const status = await cloud.status();
  const frontDoor = status.regions.find(({ region }) => region === lost)?.frontDoor;
  if (frontDoor === undefined) throw new DrillError('evidence_missing', `the local cloud does not know ${lost}`);
  const { hostname: address, port } = new URL(frontDoor);
  const request = {
    method: 'POST',
    path: '/validation/v1/payments',
    headers: { [headers.idempotencyKey]: reference },
    body: JSON.stringify(bodyOf({ merchantId, amountMinor: '666', currency: 'EUR', reference, capture: 'automatic' })),
  } as const;
  // It is refused for its region, not for its key.
  const shown = await credentials.headersOf({ kind: 'merchant', merchantId }, request, { address, host });
  try {
    const answer = await sendTo({ address, port: Number(port), host }, { ...request, headers: shown });
    return { way, reference, accepted: answer.status < 300, answer: `${answer.status} ${codeIn(answer.body)}` };
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    return { way, reference, accepted: false, answer: `no answer: ${error.message}` };
  }
}

/** Applies a command under the ended epoch, like a worker of the region. */
async function bySql(
  { cloud, run }: DrillRun,
  { active: lost, epoch }: Roles,
  { number, at }: { readonly number: number; readonly at: string },
): Promise<ZombieWrite> {
  const reference = `${run}-zombie-${number}`;
  const way = `pay.apply under epoch ${epoch} at the database of ${at}`;
  const client = new pg.Client({ connectionString: await cloud.postgresUrl(at), statement_timeout: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query('select pay.apply($1::bigint, $2::text, $3::jsonb)::jsonb as answer', [
      epoch,
      lost,
      JSON.stringify(zombieCommand(reference)),
    ]);
    const outcome: unknown = rows[0]?.answer?.outcome;
    return { way, reference, accepted: outcome === 'applied', answer: String(outcome) };
  } catch (error) {
    // An error of the database is a refusal; any other error means that it was not asked.
    if (error instanceof pg.DatabaseError) return { way, reference, accepted: false, answer: error.message };
    throw new DrillError('evidence_missing', `the database of ${at} can't be asked`, { cause: error });
  } finally {
    await client.end().catch(() => {});
  }
}

/** Hands an event of the ended epoch to the region's consumer, like its queue. */
async function byQueue(
  { cloud, run }: DrillRun,
  { active: lost, epoch }: Roles,
  { number }: { readonly number: number },
): Promise<ZombieWrite> {
  const reference = `${run}-zombie-${number}`;
  const command = zombieCommand(reference);
  const detail = eventOf(
    PaymentAccepted,
    {
      subject: command.paymentId,
      aggregateVersion: 1,
      time: command.acceptedAt,
      correlationId: reference,
      causationId: command.commandId,
      commandId: command.commandId,
      epoch,
      originRegion: lost,
    },
    command,
  );
  const body = JSON.stringify({ source: detail.source, 'detail-type': detail.type, time: detail.time, detail });
  const { suffix } = await cloud.status();
  const answer = await cloud.invoke(lost, `transactions-apply-payments-${suffix}`, {
    Records: [{ messageId: detail.id, body, eventSource: 'aws:sqs', attributes: { ApproximateReceiveCount: '1' } }],
  });
  // A consumer that leaves the work to the active region reports no failure: the ledger shows whether it wrote.
  return {
    way: `PaymentAccepted of epoch ${epoch} to the consumer of ${lost}`,
    reference,
    accepted: false,
    answer: `consumed, to be looked up in the ledger: ${JSON.stringify(answer)}`,
  };
}

function zombieCommand(reference: string): CreatePayment {
  const commandId = randomUUID();
  return {
    type: 'CreatePayment',
    commandId,
    paymentId: paymentIdOf(commandId),
    merchantId,
    amountMinor: '666',
    currency: 'EUR',
    reference,
    acceptedAt: new Date().toISOString(),
    correlationId: reference,
  };
}

function codeIn(body: string): string {
  try {
    return String((JSON.parse(body) as { readonly code?: unknown }).code ?? '');
  } catch {
    return '';
  }
}
