import { RedoubtProblem } from '../errors/redoubt-problem.ts';
import type { components } from '../generated/merchant-api.ts';
import { retryAfterMsOf } from './retry-bounds.ts';

/** One answer, read to its end. */
export interface ReadAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The result of one try. */
export type Outcome = { readonly kind: 'done'; readonly answer: ReadAnswer } | Failure;

export type Failure =
  /** The API has said no, or not now. */
  | { readonly kind: 'refused'; readonly problem: RedoubtProblem; readonly retryAfterMs: number }
  /** Nothing is known about what became of the request. */
  | { readonly kind: 'unanswered'; readonly cause: unknown };

type Problem = components['schemas']['Problem'];

/** Statuses by which a gateway or a crash speaks: the request may have been done. 503 comes from who has not done it. */
const saysNothing: ReadonlySet<number> = new Set([500, 502, 504]);

/** Decides what an answer means. One that claims success and is not JSON comes from somebody between us and the API. */
export function outcomeOf(answer: ReadAnswer, idempotencyKey: string | undefined): Outcome {
  const body = jsonIn(answer.text);
  if (answer.status >= 200 && answer.status < 300)
    return body === undefined
      ? { kind: 'unanswered', cause: new Error(`${answer.status} with a body that is not JSON`) }
      : { kind: 'done', answer };
  const problem = new RedoubtProblem(problemIn(answer.status, body), idempotencyKey);
  if (saysNothing.has(answer.status)) return { kind: 'unanswered', cause: problem };
  return { kind: 'refused', problem, retryAfterMs: retryAfterMsOf(answer.headers.get('Retry-After')) };
}

/** The problem details of a body; if it holds none, the little that the status says. */
function problemIn(status: number, body: unknown): Omit<Problem, 'type'> {
  if (isProblem(body)) return { ...body, status };
  const title = 'An answer without problem details: not one of the API';
  return { status, code: 'unknown', title, retryable: status === 429 || status === 503 };
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  const { code, title, retryable } = body as Partial<Problem>;
  return typeof code === 'string' && typeof title === 'string' && typeof retryable === 'boolean';
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
