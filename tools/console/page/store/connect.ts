import { keyHeader, type Topic } from '../../src/wire.ts';
import { FeedParser } from './feed-parser.ts';
import { takeKey } from './key.ts';
import { beginAgain, connection, take } from './store.ts';

/** Pause before the feed is opened again, in milliseconds. */
const againMs = 500;

const key = takeKey();

/** Follows the feed for as long as the page is open. `EventSource` could not show the key. */
export async function follow(): Promise<never> {
  for (;;) {
    const isRefused = await readFeed().catch(() => false);
    connection.value = isRefused ? 'refused' : 'lost';
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}

/** @returns whether the key was refused */
async function readFeed(): Promise<boolean> {
  const answer = await fetch('/feed', { headers: { [keyHeader]: key } });
  if (answer.status === 401) return true;
  if (!answer.ok || answer.body === null) return false;
  beginAgain();
  connection.value = 'live';
  const parser = new FeedParser();
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return false;
    for (const { name, data } of parser.push(value)) take(name as Topic, JSON.parse(data));
  }
}

/** A refusal of the server, for the person at the page. */
export class CommandError extends Error {
  readonly why: string;
  readonly fix: string;

  constructor(refusal: { readonly what: string; readonly why: string; readonly fix: string }) {
    super(refusal.what);
    this.why = refusal.why;
    this.fix = refusal.fix;
  }
}

/** Carries out a command. @throws CommandError */
export function command<T>(name: string, body: unknown): Promise<T> {
  return call<T>(name, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** Asks a question. @throws CommandError */
export function ask<T>(path: string): Promise<T> {
  return call<T>(path, {});
}

async function call<T>(path: string, { headers, ...init }: RequestInit): Promise<T> {
  const answer = await fetch(`/api/${path}`, { ...init, headers: { ...headers, [keyHeader]: key } }).catch(
    () => undefined,
  );
  if (answer === undefined) {
    throw new CommandError({ what: 'no answer', why: 'the local cloud has ended', fix: 'npm start' });
  }
  const body: unknown = await answer.json();
  if (!answer.ok) throw new CommandError(body as ConstructorParameters<typeof CommandError>[0]);
  return body as T;
}
