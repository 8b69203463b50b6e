import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Feed } from '../../src/server/feed.ts';

/** A page that reads, or does not. */
function aReader(highWaterMark = 16 * 1024) {
  const stream = new PassThrough({ highWaterMark });
  return { stream, response: Object.assign(stream, { writeHead: () => undefined }) as unknown as ServerResponse };
}

test('a message is one server-sent event', () => {
  const { stream, response } = aReader();
  const feed = new Feed();
  feed.open(response, [{ topic: 'timeline', data: [] }]);
  feed.send({ topic: 'seconds', data: [] });
  expect(String(stream.read())).toBe('event: timeline\ndata: []\n\nevent: seconds\ndata: []\n\n');
});

test('a page that does not read is cut off, the others go on', () => {
  const [slow, quick] = [aReader(), aReader()];
  const feed = new Feed();
  feed.open(slow.response, []);
  feed.open(quick.response, []);
  quick.stream.resume();
  const text = 'x'.repeat(1024 * 1024);
  for (let at = 0; at < 8; at++) {
    feed.send({ topic: 'timeline', data: [{ at: '', stage: '', text }] });
    while (quick.stream.read() !== null);
  }
  expect(slow.stream.destroyed).toBe(true);
  expect(quick.stream.destroyed).toBe(false);
});

test('takes fifty pages and no more', () => {
  const feed = new Feed();
  for (let at = 0; at < 50; at++) expect(feed.open(aReader().response, [])).toBe(true);
  expect(feed.open(aReader().response, [])).toBe(false);
});

test('a page that is closed makes room', async () => {
  const feed = new Feed();
  const { stream, response } = aReader();
  feed.open(response, []);
  stream.destroy();
  await expect.poll(() => feed.hasReaders).toBe(false);
});
