import { createServer } from 'node:http';
import { callerRefusal } from '../../protocol/http/caller-check.ts';
import { listening, type RunningServer } from '../../protocol/http/listening.ts';
import { readBody } from '../../protocol/http/read-body.ts';
import type { ReceivedWebhook } from '../../protocol/local-cloud.ts';
import type { SocketAddress } from '../../protocol/region-start.ts';

/** Webhooks that are kept; the oldest go first. */
const keptMax = 100_000;
/** Largest webhook that is taken, in bytes. */
const bodyBytesMax = 1024 * 1024;

/** Where merchants' endpoints point in local runs: takes everything, answers 204, and lists it at `GET /inbox`. */
export class WebhookInbox {
  readonly #received: ReceivedWebhook[] = [];
  /** How many came before the first that is kept. */
  #dropped = 0;
  readonly #listeners: ((webhook: ReceivedWebhook) => void)[] = [];

  async listen(address: SocketAddress): Promise<RunningServer> {
    const server = createServer(async (incoming, outgoing) => {
      const path = incoming.url ?? '/';
      const refusal = callerRefusal(incoming.headers, undefined);
      if (refusal !== undefined) return void outgoing.writeHead(refusal.status).end(refusal.message);
      if (incoming.method === 'GET' && path === '/inbox') {
        outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(this.#received));
        return;
      }
      const body = await readBody(incoming, bodyBytesMax).catch(() => undefined);
      if (body === undefined) return;
      if (body === 'too_large') {
        outgoing.writeHead(413).end();
        return;
      }
      const webhook = {
        at: new Date().toISOString(),
        method: incoming.method ?? '',
        path,
        headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
        body: body.toString('utf8'),
      };
      this.#received.push(webhook);
      for (const listener of this.#listeners) listener(webhook);
      if (this.#received.length > keptMax) this.#drop(1);
      outgoing.writeHead(204).end();
    });
    return await listening(server, address);
  }

  /** Lets a listener hear of each further webhook. */
  onWebhook(listener: (webhook: ReceivedWebhook) => void): void {
    this.#listeners.push(listener);
  }

  /** @param seen how many came before those that are asked for, since the start */
  received(seen = 0): readonly ReceivedWebhook[] {
    return this.#received.slice(Math.max(0, seen - this.#dropped));
  }

  clear(): void {
    this.#drop(this.#received.length);
  }

  #drop(count: number): void {
    this.#dropped += count;
    this.#received.splice(0, count);
  }
}
