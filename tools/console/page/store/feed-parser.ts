/** One event of a stream of server-sent events. */
export interface FeedEvent {
  readonly name: string;
  readonly data: string;
}

/** Longest event, in characters: a stream without an end of line is no feed of ours. */
const charactersMax = 16 * 1024 * 1024;

/** Cuts a stream of server-sent events into events, whatever pieces it comes in. */
export class FeedParser {
  #rest = '';

  /** Takes in a piece of text, and returns the events that it completes. */
  push(text: string): readonly FeedEvent[] {
    const blocks = `${this.#rest}${text}`.split('\n\n');
    this.#rest = blocks.pop() ?? '';
    if (this.#rest.length > charactersMax) throw new Error('the feed sent an event without an end');
    return blocks.flatMap(eventOf);
  }
}

function eventOf(block: string): readonly FeedEvent[] {
  let name = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) name = line.slice('event: '.length);
    if (line.startsWith('data: ')) data.push(line.slice('data: '.length));
  }
  return data.length === 0 ? [] : [{ name, data: data.join('\n') }];
}
