import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SessionTable } from '../src/adapters/session-table.ts';
import { nextVersion, type Session, startOf } from '../src/domain/session.ts';
import type { ExpiredSession } from '../src/session-store.ts';
import { sweepEveryMs, sweepSessions } from '../src/sweep-sessions.ts';

const writer = { region: 'us-east-1', epoch: 3 };
const startedAt = new Date('2030-01-31T12:00:00.000Z');
/** A session lives for an hour, and is deleted an hour after that. */
const deletedAfter = new Date(startedAt.getTime() + 7_200_000);
let dynamo: LocalDynamo;
let sessions: SessionTable;

beforeEach(async () => {
  dynamo = await startLocalDynamo(['sessionId']);
  sessions = new SessionTable(dynamo);
});
afterEach(() => dynamo[Symbol.asyncDispose]());

async function start(sessionId: string, at = startedAt): Promise<Session> {
  const attributes = { note: 'x'.repeat(256) };
  const session = startOf({ sessionId, merchantId: 'acme', userId: 'u1', attributes, fingerprint: 'f' }, writer, at);
  await sessions.add(session);
  return session;
}

const later = (ms: number): Date => new Date(deletedAfter.getTime() + ms);
const sweep = (now: Date, isTimeLeft = () => true) => sweepSessions(now, { sessions, isTimeLeft });

test('a session is deleted an hour after it expired, and not a second before', async () => {
  await start('ses_1');
  expect(await sweep(later(0))).toEqual({ deleted: 0, isComplete: true });
  expect(await sessions.read('ses_1')).toBeDefined();
  expect(await sweep(later(1_000))).toEqual({ deleted: 1, isComplete: true });
  expect(await sessions.read('ses_1')).toBeUndefined();
});

test('every expired session is found, whatever its segment, and no live one is touched', async () => {
  const ids = Array.from({ length: 60 }, (_, at) => `ses_${at}`);
  for (const id of ids) await start(id);
  await start('ses_live', later(0));
  expect(await sweep(later(1_000))).toEqual({ deleted: 60, isComplete: true });
  expect(await sessions.read('ses_live')).toBeDefined();
});

test('a session that changes while it is swept is kept', async () => {
  const session = await start('ses_1');
  const changing = {
    expiredIn: sessions.expiredIn.bind(sessions),
    async delete(expired: ExpiredSession) {
      expect(await sessions.replace(nextVersion(session, {}, writer, later(0)))).toBe('replaced');
      return sessions.delete(expired);
    },
  };
  expect(await sweepSessions(later(1_000), { sessions: changing, isTimeLeft: () => true })).toMatchObject({
    deleted: 0,
  });
  expect(await sessions.read('ses_1')).toMatchObject({ version: 2 });
});

describe('a sweep that runs out of time', () => {
  test('says so, and sixteen of them read every segment', async () => {
    const ids = Array.from({ length: 60 }, (_, at) => `ses_${at}`);
    for (const id of ids) await start(id);
    let deleted = 0;
    for (let run = 1; run <= 16; run += 1) {
      let pages = 1;
      const swept = await sweep(later(run * sweepEveryMs), () => pages-- > 0);
      expect(swept.isComplete).toBe(false);
      deleted += swept.deleted;
    }
    expect(deleted).toBe(60);
  });
});

test('a table that gives no answer is a fault of the store', async () => {
  const gone = new SessionTable({ ...dynamo, table: 'nowhere' });
  const swept = sweepSessions(later(0), { sessions: gone, isTimeLeft: () => true });
  await expect(swept).rejects.toMatchObject({ code: 'store_unreachable' });
});
