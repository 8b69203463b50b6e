import type { CheckView, CloudView, RegionView } from '../../src/wire.ts';
import { ageText, countText, rateText, spanText } from './ages.ts';
import type { Standing } from './tone.ts';

/** Lag above which a replica is behind: replication takes a second or less when all is well. */
export const lagMsMax = 2000;

export interface Fact {
  readonly name: string;
  readonly standing: Standing;
  /** A second line, for who wants to know more. */
  readonly detail?: string;
  /** When it was read; absent where it is known as it happens. */
  readonly readAt?: string;
  /** From 0 to 1, for what runs down. */
  readonly share?: number;
}

/** Roles of a region in two or three words. */
export function rolesOf({ process, trafficRole, databaseRole }: RegionView): Standing {
  if (process === 'killed') return { tone: 'bad', text: 'Lost' };
  if (process === 'starting') return { tone: 'warn', text: 'Starting' };
  const roles = [trafficRole, databaseRole].filter((role) => role !== 'unknown').join(' · ');
  const text = roles === '' ? 'Role not known' : roles.charAt(0).toUpperCase() + roles.slice(1);
  if (process === 'paused') return { tone: 'bad', text: `${text}, standing still` };
  return { tone: trafficRole === 'active' ? 'good' : 'quiet', text };
}

/** Everything the page says of a region, in its order. */
export function factsOf(region: RegionView, cloud: CloudView, nowMs: number): readonly Fact[] {
  return [
    traffic(region),
    ...lease(region, cloud, nowMs),
    replication(region, cloud),
    ...booking(region, cloud, nowMs),
    health(region),
    queues(region),
    alarms(region),
  ];
}

function traffic({ leadsTraffic, acknowledgedPerSecond, healthChecks, process }: RegionView): Fact {
  const share = leadsTraffic ? '100 % of requests' : '0 % of requests';
  const checkedAt = healthChecks
    .map((check) => check.checkedAt ?? '')
    .sort()
    .at(-1);
  return {
    name: 'Traffic',
    standing: { tone: leadsTraffic ? (process === 'running' ? 'good' : 'bad') : 'quiet', text: share },
    detail: `${rateText(acknowledgedPerSecond)} payments/s acknowledged to this console, over 5 s`,
    ...(checkedAt === undefined || checkedAt === '' ? {} : { readAt: checkedAt }),
  };
}

/**
 * The longest that the region may still act on the region state that it has read: it has read it at its last heartbeat, and may have
 * done so again until the next one was due.
 */
function lease({ trafficRole, heartbeat }: RegionView, cloud: CloudView, nowMs: number): readonly Fact[] {
  if (trafficRole !== 'active' || heartbeat === undefined) return [];
  const { leaseMs, signalIntervalMs } = cloud;
  const longestMs = leaseMs + signalIntervalMs;
  const leftMs = Date.parse(heartbeat.at) + longestMs - nowMs;
  const isOver = leftMs <= 0;
  return [
    {
      name: 'Lease',
      standing: isOver
        ? { tone: 'bad', text: `ran out ${spanText(-leftMs)} ago` }
        : { tone: 'good', text: `at most ${spanText(leftMs)} left` },
      detail: isOver
        ? 'no heartbeat renewed it: the region may not act any more'
        : `lasts ${spanText(leaseMs)}; each heartbeat renews it`,
      readAt: heartbeat.at,
      share: Math.min(1, Math.max(0, leftMs / longestMs)),
    },
  ];
}

function replication({ process, databaseRole, replica }: RegionView, { regions }: CloudView): Fact {
  const name = 'Replication';
  if (process === 'killed') return { name, standing: { tone: 'bad', text: 'no database' } };
  if (databaseRole === 'writer') {
    const follower = regions.find((other) => other.databaseRole === 'replica');
    return follower === undefined
      ? {
          name,
          standing: { tone: 'warn', text: 'writer without a replica' },
          detail: 'there is one copy of the ledger',
        }
      : { name, standing: { tone: 'good', text: `writer, followed by ${follower.region}` } };
  }
  if (replica === undefined) return { name, standing: { tone: 'warn', text: 'not known' } };
  const { lagMs, isStreaming, readAt, upTo } = replica;
  const tone = !isStreaming || lagMs > lagMsMax ? (isStreaming ? 'warn' : 'bad') : 'good';
  return {
    name,
    standing: { tone, text: `${spanText(lagMs)} behind${isStreaming ? '' : ', not connected'}` },
    detail: `has everything up to ${upTo.slice(11, 23)} UTC`,
    readAt,
  };
}

function booking({ trafficRole, heartbeat }: RegionView, _: CloudView, nowMs: number): readonly Fact[] {
  if (trafficRole !== 'active' || heartbeat === undefined) return [];
  const { booking: status, oldestUnbookedMs, at } = heartbeat;
  const isOld = nowMs - Date.parse(at) > 4000;
  return [
    {
      name: 'Booking',
      standing: { tone: isOld || status === 'failing' ? 'bad' : status === 'good' ? 'good' : 'warn', text: status },
      detail: `oldest unbooked payment ${spanText(oldestUnbookedMs)} old`,
      readAt: at,
    },
  ];
}

/** The check of whether a region serves is to fail for a standby: that is how traffic knows the active region. */
function health({ healthChecks, trafficRole }: RegionView): Fact {
  const name = 'Health checks';
  const plain = healthChecks.filter(({ target }) => !target.startsWith('not '));
  const isAsDue = (check: CheckView) =>
    !check.target.endsWith('/serving') || check.healthy === (trafficRole === 'active');
  const due = plain.filter(isAsDue);
  const checkedAt = plain
    .flatMap(({ checkedAt: at }) => at ?? [])
    .sort()
    .at(-1);
  return {
    name,
    standing: { tone: due.length === plain.length ? 'good' : 'bad', text: `${due.length} of ${plain.length} as due` },
    detail: plain.map(checkText).join(' · '),
    ...(checkedAt === undefined ? {} : { readAt: checkedAt }),
  };
}

function checkText({ target, answer = 'no answer' }: CheckView): string {
  return `${target.replace(/^https?:\/\/[^/]+/, '').replace(/ of .*/, '')}: ${answer}`;
}

function queues({ queues: view, process }: RegionView): Fact {
  const name = 'Queues';
  if (view === undefined) return { name, standing: { tone: 'quiet', text: 'not known' } };
  const { waiting, inFlight, delayed, deadLetters, oldestSeconds, busy, readAt } = view;
  const isGone = process === 'killed';
  const oldest = waiting + inFlight === 0 ? '' : `, oldest ${spanText(oldestSeconds * 1000)}`;
  return {
    name,
    standing: {
      tone: deadLetters > 0 ? 'bad' : isGone ? 'quiet' : oldestSeconds > 30 ? 'warn' : 'good',
      text: `${waiting} waiting, ${inFlight} in flight${oldest}`,
    },
    detail: [
      deadLetters === 0 ? 'no dead letters' : countText(deadLetters, 'dead letter'),
      ...(delayed === 0 ? [] : [`${delayed} put off`]),
      ...busy.slice(0, 3).map((queue) => `${queue.name}: ${queue.waiting + queue.inFlight}`),
    ].join(' · '),
    readAt,
  };
}

function alarms({ alarms: view }: RegionView): Fact {
  const name = 'Alarms';
  if (view === undefined) return { name, standing: { tone: 'quiet', text: 'not known' } };
  const { ringing, readAt } = view;
  if (ringing.length === 0) return { name, standing: { tone: 'good', text: 'none ringing' }, readAt };
  return {
    name,
    standing: { tone: 'bad', text: countText(ringing.length, 'ringing', 'ringing') },
    detail: ringing.map((alarm) => alarm.name).join(', '),
    readAt,
  };
}

/** Age of a fact that is worth saying: figures of a dead region keep theirs. */
export function factAge({ readAt }: Fact, nowMs: number): string {
  return readAt === undefined ? '' : ageText(readAt, nowMs);
}
