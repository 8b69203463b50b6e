import fc from 'fast-check';
import { type Attempt, attemptsAt } from './attempts.ts';
import { operationsOf, type PublishedApi } from './published-api.ts';

export interface Attempts {
  readonly documents: readonly PublishedApi[];
  /** Ids of things that are there, for a parameter in the path of an operation; they may become more. */
  known(operationId: string, parameter: string): readonly string[];
  /** Cursors that earlier answers gave; they may become more. */
  readonly seen: readonly string[];
  readonly requests: number;
  readonly seed: number;
  /** @default - all operations of the documents */
  readonly isMeant?: (operationId: string) => boolean;
}

/**
 * Makes requests at all operations of the documents and sends them one after the other. About one value in fifteen breaks its
 * schema, at any depth.
 *
 * @throws what `send` throws first, with the seed that repeats it
 */
export async function sendAttempts(
  { documents, known, seen, requests, seed, isMeant = () => true }: Attempts,
  send: (attempt: Attempt) => Promise<void>,
): Promise<void> {
  const attempts = documents.flatMap((document) =>
    operationsOf(document)
      .filter(({ operationId }) => isMeant(operationId))
      .map((operation) =>
        attemptsAt(operation, document, { known: (parameter) => known(operation.operationId, parameter), seen }),
      ),
  );
  await fc.assert(fc.asyncProperty(fc.oneof(...attempts), send), { seed, numRuns: requests, endOnFailure: true });
}
