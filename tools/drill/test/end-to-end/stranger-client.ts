import { Problem, problemMediaType, problems } from '@redoubt/contracts';
import { type Attempt, documentedAnswers, operationsOf } from '@redoubt/contracts/published-api';
import { expect } from 'vitest';
import type { Sender } from '../../src/load/sender.ts';
import type { CallerRequest, Callers } from './callers.ts';
import type { MerchantClient } from './merchant-client.ts';
import { publishedApis, senderTo } from './published-operations.ts';
import type { RunningPlatform } from './running-platform.ts';

const checks = new Map(
  publishedApis.flatMap((document) => {
    const faultOf = documentedAnswers(document);
    return operationsOf(document).map(({ operationId }) => [operationId, faultOf] as const);
  }),
);

/**
 * Answers that put a request off, or that say that a function's time was over: 502 when it met its own limit, 504 when it met the
 * gateway's (docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html). On a slow machine both come of
 * themselves; a request that brings them about brings them about each time.
 */
const later: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Such answers to one request, with a payment taken after each, before it counts as refused. */
const triesMax = 5;

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

/**
 * Sends requests that are made from the published documents through the public name, by who may send them, and holds each answer against
 * the documents.
 */
export class StrangerClient {
  readonly #callers: Callers;
  /** How often each operation gave each answer: `createPayment 422` → 7. */
  readonly answers = new Map<string, number>();
  /** Answers that put a request off. */
  putOff = 0;
  readonly #merchant: MerchantClient;

  constructor({ callers, merchant }: Pick<RunningPlatform, 'callers' | 'merchant'>) {
    this.#callers = callers;
    this.#merchant = merchant;
  }

  /**
   * Sends a request and expects of the answer that it is no 5xx, that a refusal is a problem, and that both are documented.
   *
   * @returns the answer's status and body
   */
  async send(attempt: Attempt) {
    const { operationId, method } = attempt.operation;
    const { url, leadsThere } = this.#urlOf(attempt);
    const { body, headers } = attempt.request;
    const given = Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined);
    const init: CallerRequest = {
      method: method === 'GET' ? 'GET' : 'POST',
      headers: Object.fromEntries(given),
      ...(body === undefined ? {} : { body }),
    };
    const sender = this.#senderOf(attempt);
    const { status, type, text } = await this.#settled(() => this.#callers.fetch(sender, url, init));
    const json = text === '' ? undefined : JSON.parse(text);
    const counted = `${operationId} ${status}`;
    this.answers.set(counted, (this.answers.get(counted) ?? 0) + 1);
    const subject = `${method} ${url}: ${status} ${text}`;
    expect(status, subject).toBeLessThan(500);
    if (status >= 400) {
      expect(type, subject).toBe(problemMediaType);
      expect(Problem.parse(json).status, subject).toBe(status);
      expect(problems, subject).toHaveProperty(json.code);
    }
    if (leadsThere) expect(checks.get(operationId)?.({ operationId, status, body: json }), subject).toBeUndefined();
    return { status, json };
  }

  /**
   * Sends until there is another answer than "later", or than none: a region that gets no processor time can't renew its lease, and
   * closes connections that are in use. In between the platform has to take a payment, so that a request that is refused by itself
   * is told from a busy machine.
   */
  async #settled(send: () => Promise<Response>): Promise<Answer> {
    for (let triesLeft = triesMax; ; triesLeft -= 1) {
      try {
        const response = await send();
        const { status, headers } = response;
        const answer = { status, type: headers.get('Content-Type'), text: await response.text() };
        if (!later.has(status) || triesLeft === 1) return answer;
      } catch (error) {
        if (!(error instanceof TypeError) || triesLeft === 1) throw error;
      }
      this.putOff += 1;
      await this.#merchant.pay('still-taking-payments');
    }
  }

  /** An operator where it takes one; else the merchant that the request names, if that one has a key. */
  #senderOf({ operation, request }: Attempt): Sender {
    const named = [request.path['id'], merchantIn(request.body), new URLSearchParams(request.query).get('merchant_id')];
    const known = named.find((name) => this.#callers.keys.full.has(name ?? ''));
    return senderTo(operation, known ?? undefined);
  }

  /** A parameter may be empty or `..`: its request is one at another path, about which the operation says nothing. */
  #urlOf({ operation, request }: Attempt): { readonly url: URL; readonly leadsThere: boolean } {
    const path = operation.path.replaceAll(/[{]([A-Za-z]+)[}]/g, (_, name) => encoded(request.path[name] ?? ''));
    const url = new URL(`${this.#callers.cloud.publicApi}${path}${request.query === '' ? '' : `?${request.query}`}`);
    return { url, leadsThere: url.pathname === path && !`${path}/`.includes('//') };
  }
}

function merchantIn(body = ''): string | undefined {
  try {
    const named: unknown = Object(JSON.parse(body)).merchant_id;
    return typeof named === 'string' ? named : undefined;
  } catch {
    return undefined;
  }
}

/** Percent-encodes any text: `encodeURIComponent` takes no half of a surrogate pair. */
function encoded(text: string): string {
  return Array.from(text, (sign) => (sign.isWellFormed() ? encodeURIComponent(sign) : '%ED%A0%80')).join('');
}
