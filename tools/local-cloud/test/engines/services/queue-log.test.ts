import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { QueueDefinition } from '../../../src/definitions/queue-definition.ts';
import { Queue } from '../../../src/engines/sqs/queue.ts';
import { QueueLog } from '../../../src/engines/sqs/queue-log.ts';

const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

function definitionOf(name: string, over: Partial<QueueDefinition> = {}): QueueDefinition {
  return {
    name,
    arn: arn(name),
    visibilityTimeoutMs: 60_000,
    delayMs: 0,
    receiveWaitMs: 0,
    retentionMs: 60_000,
    messageBytesMax: 1000,
    ...over,
  } as QueueDefinition;
}

/** The queues of a region's process; `kill` ends it without a word. */
async function aProcess(folder: string) {
  const path = join(folder, 'queues.ndjson');
  const past = QueueLog.read(path);
  const log = new QueueLog(path);
  const dead: Queue = new Queue(definitionOf('dead'), () => dead, log);
  const redrive = { deadLetterQueueArn: arn('dead'), receiveCountMax: 1 };
  const work = new Queue(definitionOf('work', { redrive }), () => dead, log);
  for (const queue of [dead, work]) queue.bringBack(past.get(queue.definition.arn) ?? []);
  const bodiesIn = async (queue: Queue) =>
    (await queue.receive({ max: 10 })).map(({ message: { body } }) => body).toSorted();
  const kill = () => {
    for (const queue of [dead, work]) queue.stop();
    log.close();
  };
  return { dead, work, bodiesIn, kill };
}

test('a region that comes back has the messages that nobody deleted, in flight or not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'queue-log-'));
  const before = await aProcess(folder);
  before.work.send('deleted', { sender: 'a' });
  const [receipt] = await before.work.receive({ max: 1 });
  before.work.delete(receipt?.handle ?? '');
  before.work.send('in flight', { sender: 'a' });
  await before.work.receive({ max: 1 });
  before.work.send('visible', { sender: 'a' });
  before.work.send('delayed', { sender: 'a', delayMs: 60_000 });
  before.kill();

  const after = await aProcess(folder);
  expect(after.work.counts).toEqual({ visible: 2, inFlight: 0, delayed: 1 });
  expect(await after.bodiesIn(after.work)).toEqual(['in flight', 'visible']);
  after.kill();
});

test('dead letters come back as dead letters, and what was purged does not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'queue-log-'));
  const before = await aProcess(folder);
  before.work.send('poison', { sender: 'a' });
  const [receipt] = await before.work.receive({ max: 1 });
  before.work.changeVisibility(receipt?.handle ?? '', 0);
  while (before.dead.counts.visible === 0) await before.work.receive({ max: 1, waitMs: 10 });
  before.work.send('purged', { sender: 'a' });
  before.work.purge();
  before.kill();

  const after = await aProcess(folder);
  expect(after.work.counts.visible).toBe(0);
  const [dead] = await after.dead.receive({ max: 10 });
  expect(dead?.message).toMatchObject({ body: 'poison', deadLetterSourceArn: arn('work') });
  after.kill();
});
