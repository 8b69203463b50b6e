import { OutboxRelayed } from '@redoubt/contracts';
import { FaultError, leaseViewOf } from '@redoubt/lambda-kit';
import { beforeEach, describe, expect, test } from 'vitest';
import type { OutboxEntry } from '../../src/adapters/ledger-answers.ts';
import { committingMsMax, journalingMsMax } from '../../src/announcing/announceable.ts';
import { relayOutbox, relayWhereOpen } from '../../src/announcing/relay-outbox.ts';
import { aVoid } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';

const nowMs = Date.parse('2026-11-21T10:00:05.750Z');
const pass = { epoch: 3, region: 'us-east-1', nowMs };

let publisher: CollectingPublisher;
let journal: JournalInMemory;
/** Up to when the peer's replica has the ledger. */
let replicatedUpTo: Date | undefined;
/** Calls in order: entries announced, and events published. */
let published: string[];
beforeEach(() => {
  publisher = new CollectingPublisher();
  journal = new JournalInMemory();
  replicatedUpTo = new Date(nowMs - 1_000);
  published = [];
});

/** An entry of the outbox whose command is journaled. */
function anEntry(seq: number, over: Partial<OutboxEntry['event']> = {}): OutboxEntry {
  const command = aCommand({ key: `payment-${seq}` });
  journal.accept(command);
  const event = {
    type: 'PaymentCaptured',
    time: '2026-11-21T10:00:03.000Z',
    // A booking is caused by the event of its acceptance, not by its command.
    causationid: `accepted-${seq}`,
    commandid: command.commandId,
    ...over,
  };
  return { seq, event: event as OutboxEntry['event'] };
}

const entries = (count: number) => Array.from({ length: count }, (_, at) => anEntry(at + 1));

/** Relays an outbox that holds these entries. */
function relay(
  outbox: readonly OutboxEntry[],
  announce: (entries: readonly OutboxEntry[]) => Promise<void> = async () => {},
) {
  let waiting = outbox;
  const ledger = {
    outbox: async ({ batchMax, afterSeq = 0 }: { batchMax: number; afterSeq?: number }) =>
      waiting.filter(({ seq }) => seq > afterSeq).slice(0, batchMax),
  };
  const announcer = {
    announce: async (announced: readonly OutboxEntry[]) => {
      await announce(announced);
      waiting = waiting.filter((entry) => !announced.includes(entry));
      if (announced.length > 0) published.push(`${announced.length} entries`);
    },
  };
  const publish = async (events: Parameters<CollectingPublisher['publish']>[0]) => {
    published.push(...events.map(({ type }) => type));
    await publisher.publish(events);
  };
  const parts = { ledger, announcer, publisher: { publish }, ...evidence() };
  return relayOutbox(parts, pass);
}

const evidence = () => ({
  journal,
  replicas: { replicatedUpTo: async (region: string) => (region === 'us-east-2' ? replicatedUpTo : undefined) },
  peerRegion: 'us-east-2',
});

const completeUpTo = () => OutboxRelayed.schema.parse(publisher.events.at(-1)).data.upTo;

test('says after the last entry up to when everything is announced: a younger one is still being published', async () => {
  expect(await relay(entries(7))).toBe(7);
  expect(published).toEqual(['7 entries', 'OutboxRelayed']);
  expect(publisher.events[0]).toMatchObject({ epoch: 3, originregion: 'us-east-1' });
  expect(completeUpTo()).toBe('2026-11-21T10:00:03.000Z');
});

test('says so of an outbox that is empty, under one id in one second', async () => {
  await relay([]);
  await relay([]);
  expect(published).toEqual(['OutboxRelayed', 'OutboxRelayed']);
  expect(new Set(publisher.ids).size).toBe(1);
});

test('says nothing while entries may be left', async () => {
  expect(await relay(entries(1_999))).toBe(1_999);
  expect(published.at(-1)).toBe('OutboxRelayed');
  published = [];
  expect(await relay(entries(2_001))).toBe(2_000);
  expect(published).not.toContain('OutboxRelayed');
});

test('says nothing when the bus did not take an entry', async () => {
  const refuse = () => Promise.reject(new FaultError('bus_unreachable', 'refused by the test'));
  await expect(relay(entries(1), refuse)).rejects.toMatchObject({ code: 'bus_unreachable' });
  expect(published).toEqual([]);
});

test('an event that the bus refuses holds up no other', async () => {
  const outbox = entries(250);
  const refuse = async (announced: readonly OutboxEntry[]) => {
    if (announced.some(({ seq }) => seq === 2)) throw new FaultError('bus_unreachable', 'refused by the test');
  };
  expect(await relay(outbox, refuse)).toBe(249);
  expect(published.at(-1)).toBe('OutboxRelayed');
});

describe('FO4: a change that is committed and not journaled', () => {
  const unjournaled = (seq: number, time = '2026-11-21T10:00:01.500Z') =>
    anEntry(seq, { time, commandid: aVoid(aCommand(), { key: 'unjournaled' }).commandId });

  test('is not announced: a failover may undo it', async () => {
    expect(await relay([unjournaled(1)])).toBe(0);
    expect(published).toEqual(['OutboxRelayed']);
  });

  test('holds up no other event, and the read model is complete up to it only', async () => {
    const many = Array.from({ length: 150 }, (_, at) => unjournaled(at + 1));
    expect(await relay([...many, ...entries(3).map((entry, at) => ({ ...entry, seq: 200 + at }))])).toBe(3);
    expect(completeUpTo()).toBe('2026-11-21T10:00:01.000Z');
  });

  test('is announced as soon as it is journaled', async () => {
    const command = aVoid(aCommand(), { key: 'late' });
    const entry = anEntry(1, { commandid: command.commandId });
    expect(await relay([entry])).toBe(0);
    journal.accept(command);
    expect(await relay([entry])).toBe(1);
  });

  test.each([
    ['held back a millisecond before', journalingMsMax - 1, 0],
    ['announced after five minutes: nobody was answered, and both regions have it', journalingMsMax, 1],
  ])('is %s', async (_, ageMs, announced) => {
    expect(await relay([unjournaled(1, new Date(nowMs - ageMs).toISOString())])).toBe(announced);
  });

  test.each<[string, number | undefined, number]>([
    ['the replica has just got it', journalingMsMax - committingMsMax, 1],
    ['the replica may lack it', journalingMsMax - committingMsMax + 1, 0],
    ['nothing is known of the replica', undefined, 0],
  ])('11.A1: that is never journaled is announced only where it is replicated: %s', async (_, behindMs, announced) => {
    replicatedUpTo = behindMs === undefined ? undefined : new Date(nowMs - behindMs);
    expect(await relay([unjournaled(1, new Date(nowMs - journalingMsMax).toISOString())])).toBe(announced);
  });

  test('is announced at once when it is an expiry: nobody was promised it', async () => {
    expect(await relay([anEntry(1, { type: 'PaymentExpired', commandid: 'expire' })])).toBe(1);
  });

  test('waits, like all others, while the journal gives no answer', async () => {
    journal.isUnreachable = true;
    await expect(relay(entries(1))).rejects.toMatchObject({ code: 'journal_unreachable' });
    expect(published).toEqual([]);
  });
});

test.each([
  ['recovering', 'opened', 0],
  ['open', 'recovered', 1],
] as const)(
  'while the region is %s and %s, %i entry is relayed: a recovery comes first',
  async (mode, stage, relayed) => {
    const entry = anEntry(1);
    const view = leaseViewOf({ epoch: 3, activeRegion: 'us-east-1', mode, stage }, 'us-east-1');
    const dependencies = {
      ledger: { outbox: async ({ afterSeq = 0 }) => (afterSeq < entry.seq ? [entry] : []) },
      ...evidence(),
      announcer: { announce: async () => {} },
      publisher,
      lease: { current: async () => view },
    };
    expect(await relayWhereOpen(dependencies, nowMs)).toBe(relayed);
  },
);
