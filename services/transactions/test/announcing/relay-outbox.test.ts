import { OutboxRelayed } from '@redoubt/contracts';
import { FaultError } from '@redoubt/lambda-kit';
import { beforeEach, expect, test } from 'vitest';
import type { OutboxEntry } from '../../src/adapters/ledger-answers.ts';
import { announcedMax } from '../../src/announcing/drain-outbox.ts';
import { relayOutbox } from '../../src/announcing/relay-outbox.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';

const pass = { epoch: 3, region: 'us-east-1', nowMs: Date.parse('2026-11-21T10:00:05.750Z') };

let publisher: CollectingPublisher;
/** Calls in order: entries announced, and events published. */
let told: string[];
beforeEach(() => {
  publisher = new CollectingPublisher();
  told = [];
});

/** An outbox that holds so many entries. */
function relayOf(left: number, announce: () => Promise<void> = async () => {}) {
  let waiting = left;
  const ledger = {
    outbox: async ({ batchMax }: { batchMax: number }) => {
      const batch = Math.min(waiting, batchMax);
      waiting -= batch;
      return Array.from({ length: batch }, () => ({}) as OutboxEntry);
    },
  };
  const announcer = {
    announce: async (entries: readonly OutboxEntry[]) => {
      await announce();
      told.push(`${entries.length} entries`);
    },
  };
  const publish = async (events: Parameters<CollectingPublisher['publish']>[0]) => {
    told.push(...events.map(({ type }) => type));
    await publisher.publish(events);
  };
  return relayOutbox({ ledger, announcer, publisher: { publish } }, pass);
}

test('says after the last entry up to when everything is announced: what is younger is left to who committed it', async () => {
  expect(await relayOf(7)).toBe(7);
  expect(told).toEqual(['7 entries', 'OutboxRelayed']);
  const event = OutboxRelayed.schema.parse(publisher.events[0]);
  expect(event).toMatchObject({ epoch: 3, originregion: 'us-east-1', data: { upTo: '2026-11-21T10:00:03.000Z' } });
});

test('says so of an outbox that is empty, under one id in one second', async () => {
  await relayOf(0);
  await relayOf(0);
  expect(told).toEqual(['OutboxRelayed', 'OutboxRelayed']);
  expect(new Set(publisher.ids).size).toBe(1);
});

test('says nothing while entries may be left', async () => {
  expect(await relayOf(announcedMax - 1)).toBe(announcedMax - 1);
  expect(told.at(-1)).toBe('OutboxRelayed');
  told = [];
  expect(await relayOf(announcedMax)).toBe(announcedMax);
  expect(told).not.toContain('OutboxRelayed');
});

test('says nothing when the bus did not take an entry', async () => {
  const refuse = () => Promise.reject(new FaultError('bus_unreachable', 'refused by the test'));
  await expect(relayOf(1, refuse)).rejects.toMatchObject({ code: 'bus_unreachable' });
  expect(told).toEqual([]);
});
