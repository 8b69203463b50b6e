import type { ApiRoute } from '@redoubt/contracts';
import { type Attempt, documentedAnswers, type PublishedApi, sendAttempts } from '@redoubt/contracts/published-api';
import { expect } from 'vitest';
import type { ApiUnderTest, Written } from './api-under-test.ts';
import { expectNothingDone } from './refusals.ts';

export interface PublishedRequests<Name extends string> {
  readonly document: PublishedApi;
  readonly routes: Readonly<Record<Name, ApiRoute>>;
  readonly api: Pick<ApiUnderTest<Name>, 'send' | 'written'>;
  /** Ids of things that are there, for the paths of a route. */
  known(name: Name): readonly string[];
  readonly requests: number;
  readonly seed: number;
}

/**
 * Sends requests to all operations and expects of each answer that it is a documented one, in status and body; that it is
 * no 5xx; and that nothing came of a 4xx. One service answers all, so that later requests meet what earlier ones left.
 *
 * @returns how often each operation gave each answer: `createPayment 422` → 7
 */
export async function sendPublishedRequests<Name extends string>(
  published: PublishedRequests<Name>,
): Promise<ReadonlyMap<string, number>> {
  const { document, routes, api, known, requests, seed } = published;
  const nameOf = (operationId: string): Name => {
    const found = Object.entries<ApiRoute>(routes).find(([, route]) => route.operationId === operationId);
    if (found === undefined) throw new Error(`${operationId} is published and answered by no route`);
    return found[0] as Name;
  };
  const faultOf = documentedAnswers(document);
  const seen: string[] = [];
  const answers = new Map<string, number>();

  /** The writes so far, as long as nothing but refusals came since they were read. */
  let written: Written | undefined;

  async function send({ operation: { operationId }, request }: Attempt): Promise<void> {
    const before = written ?? (await api.written());
    written = undefined;
    const answer = await api.send(nameOf(operationId), request);
    const { status, text, json } = answer;
    const counted = `${operationId} ${status}`;
    answers.set(counted, (answers.get(counted) ?? 0) + 1);
    expect(status, text).toBeLessThan(500);
    expect(faultOf({ operationId, status, body: json }), text).toBeUndefined();
    if (status >= 400) written = await expectNothingDone(api, before, answer);
    if (typeof json?.next_cursor === 'string') seen.push(json.next_cursor);
  }

  const attempts = { documents: [document], known: (operationId: string) => known(nameOf(operationId)), seen };
  await sendAttempts({ ...attempts, requests, seed }, send);
  return answers;
}
