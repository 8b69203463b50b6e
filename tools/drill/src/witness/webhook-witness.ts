import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from '@redoubt/contracts';
import { holdsCardNumber, textHoldsCardNumber } from '../card-scan/card-number.ts';
import type { DrillClock } from '../clock.ts';
import type { Book } from './book.ts';
import { isSigned } from './is-signed.ts';

/** Id and secret from the endpoint's registration. */
export interface WitnessedEndpoint {
  readonly endpointId: string;
  readonly secret: string;
}

/** A body longer than this is none of ours; the connection is closed. */
const bodyBytesMax = 65_536;

/**
 * A merchant's server: receives webhooks, verifies them with the `standardwebhooks` library and records them.
 *
 * It belongs to no region and outlives the loss of one. It also records webhooks that do not verify: a wrong signature is
 * no delivery.
 */
export class WebhookWitness implements AsyncDisposable {
  readonly #server: Server;
  readonly #endpoints = new Map<string, WitnessedEndpoint>();
  readonly #announced = new Set<string>();
  readonly #refused = new Set<string>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async listen(book: Book, clock: DrillClock): Promise<WebhookWitness> {
    const server = createServer((request, response) => void witness.#receive(request, response, book, clock));
    const witness = new WebhookWitness(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return witness;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** URL of a path, e.g. `/acme-1`. */
  urlOf(path: string): string {
    return `${this.origin}${path}`;
  }

  /** Sets the secret that webhooks to a path must be signed with. */
  expect(path: string, endpoint: WitnessedEndpoint): void {
    this.#endpoints.set(path, endpoint);
  }

  /** Ids of the endpoints whose path has this beginning. */
  endpointsBelow(prefix: string): readonly string[] {
    const below = [...this.#endpoints].filter(([path]) => path.startsWith(prefix));
    return below.map(([, { endpointId }]) => endpointId);
  }

  /** Answers webhooks to every path with this beginning with 503, unrecorded, until `accept`. */
  refuse(prefix: string): void {
    this.#refused.add(prefix);
  }

  accept(prefix: string): void {
    this.#refused.delete(prefix);
  }

  /** Answers webhooks to a path with 503, unrecorded, until its secret is known. */
  announce(path: string): void {
    this.#announced.add(path);
  }

  async #receive(request: IncomingMessage, response: ServerResponse, book: Book, clock: DrillClock): Promise<void> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > bodyBytesMax) return void request.destroy();
    }
    const text = Buffer.concat(chunks).toString('utf8');
    const path = request.url ?? '/';
    const endpoint = this.#endpoints.get(path);
    const isAwaited = endpoint === undefined && this.#announced.has(path);
    const isDown = [...this.#refused].some((prefix) => path.startsWith(prefix));
    if (isAwaited || isDown) return void response.writeHead(503).end();
    const body = parseBody(text);
    book.write({
      kind: 'webhook',
      atMs: clock.nowMs(),
      path,
      endpointId: endpoint?.endpointId,
      webhookId: headerOf(request, 'webhook-id'),
      holdsCardNumber: textHoldsCardNumber(text) || holdsCardNumber(request.headers),
      verified:
        endpoint !== undefined &&
        body !== undefined &&
        isSigned({ body: text, headers: request.headers, secret: endpoint.secret }),
      type: body?.type ?? '',
      paymentId: body?.data.payment_id ?? '',
      eventId: body?.data.event_id ?? '',
      version: body?.data.version ?? 0,
      amountMinor: body?.data.amount_minor ?? '',
      currency: body?.data.currency ?? '',
    });
    response.writeHead(endpoint === undefined ? 404 : 204).end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

function parseBody(text: string): Webhook | undefined {
  try {
    return Webhook.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
