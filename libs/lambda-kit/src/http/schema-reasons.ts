import { textFaultDetails } from '@redoubt/contracts';
import type { z } from 'zod';
import type { ProblemReason } from '../problem-error.ts';

/** Why a field was refused; the list is part of the API. */
type ReasonCode =
  | 'missing'
  | 'wrong_type'
  | 'unknown_field'
  | 'not_allowed'
  | 'wrong_format'
  | 'too_long'
  | 'too_short'
  | 'unstorable_text';

/** A body with more faults than this is not worth a longer answer. */
const reasonsMax = 20;

/** The longest part of a pointer that is repeated to the client; our own names are shorter. */
const pointerTokenMax = 64;

/** Faults that a schema found, in the API's words. Says what is allowed and never repeats what was sent. */
export function schemaReasons(error: z.ZodError): readonly ProblemReason[] {
  return error.issues.flatMap(reasonsOf).slice(0, reasonsMax);
}

function reasonsOf(issue: z.core.$ZodIssue): readonly ProblemReason[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        reason([...issue.path, key], 'unknown_field', 'this field is not known; leave it out'),
      );
    case 'invalid_type':
      return issue.input === undefined && issue.path.length > 0
        ? [reason(issue.path, 'missing', `this field is required: ${issue.expected}`)]
        : [reason(issue.path, 'wrong_type', `must be of type ${issue.expected}`)];
    case 'too_big':
      return [reason(issue.path, 'too_long', `must be at most ${issue.maximum}`)];
    case 'too_small':
      return [reason(issue.path, 'too_short', `must be at least ${issue.minimum}`)];
    case 'invalid_format':
      return [reason(issue.path, 'wrong_format', `must match ${issue.pattern ?? issue.format}`)];
    case 'custom':
      return [customReason(issue)];
    default:
      return [reason(issue.path, 'not_allowed', 'must be one of the documented values')];
  }
}

/** Of our own checks: their message says what is allowed. */
function customReason({ path, message }: z.core.$ZodIssue): ProblemReason {
  const isOfText = Object.values<string>(textFaultDetails).includes(message);
  return reason(path, isOfText ? 'unstorable_text' : 'not_allowed', message);
}

function reason(path: readonly PropertyKey[], code: ReasonCode, detail: string): ProblemReason {
  return { pointer: pointerOf(path), code, detail };
}

/** The JSON pointer (RFC 6901) of a place in what was sent. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${pointerToken(String(part))}`).join('');
}

/** `~` and `/` are escaped. */
function pointerToken(part: string): string {
  return part.slice(0, pointerTokenMax).replaceAll('~', '~0').replaceAll('/', '~1');
}
