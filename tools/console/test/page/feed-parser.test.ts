import { expect, test } from 'vitest';
import { FeedParser } from '../../page/store/feed-parser.ts';

const stream = 'event: cloud\ndata: {"a":1}\n\nevent: seconds\ndata: []\n\n';

test('events are the same, whatever pieces they come in', () => {
  const whole = new FeedParser().push(stream);
  expect(whole).toEqual([
    { name: 'cloud', data: '{"a":1}' },
    { name: 'seconds', data: '[]' },
  ]);
  for (let cut = 1; cut < stream.length; cut++) {
    const parser = new FeedParser();
    expect([...parser.push(stream.slice(0, cut)), ...parser.push(stream.slice(cut))]).toEqual(whole);
  }
});

test('a comment is no event', () => {
  expect(new FeedParser().push(': alive\n\n')).toEqual([]);
});
