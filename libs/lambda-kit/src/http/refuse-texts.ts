import { containsCardNumber, ownNumberHint, storageFaultOf, textFaultDetails } from '@redoubt/contracts';
import { ProblemError } from '../problem-error.ts';
import { pointerOf } from './schema-reasons.ts';

/**
 * A phone number of Germany, Austria or their neighbors in E.164: mobile ones have 13 digits. The only cards of 13 digits that begin with
 * 4 are Visa's of the last century. Taken where a person's address is asked for, and nowhere else.
 */
const phoneNumber = /^\+4[0-9]{12}$/;

/** A text somewhere in what was sent; of a name, the place is the object that has it. */
interface PlacedText {
  readonly path: readonly string[];
  readonly text: string;
}

/**
 * Refuses what no store can hold and what could be a card number, in every text and name, before anything is looked at, stored
 * or logged. No route can forget to.
 *
 * Looks at numbers too. Amounts are no exception: one of 13 digits is over every limit, and who knows what was meant by it.
 *
 * @param value what was sent, parsed; not deeper than a body may be
 * @throws ProblemError `malformed_request`
 */
export function refuseTexts(value: unknown): void {
  for (const { path, text } of textsIn(value, [])) {
    const fault = storageFaultOf(text);
    if (fault !== undefined) {
      throw new ProblemError('malformed_request', 'a text can not be stored', [
        { pointer: pointerOf(path), code: 'unstorable_text', detail: textFaultDetails[fault] },
      ]);
    }
    if (containsCardNumber(text) && !(path.at(-1) === 'address' && phoneNumber.test(text))) {
      throw new ProblemError('malformed_request', 'card data is not accepted here', [
        { pointer: pointerOf(path), code: 'card_number', detail: `looks like a card number; ${ownNumberHint}` },
      ]);
    }
  }
}

function* textsIn(value: unknown, path: readonly string[]): Generator<PlacedText> {
  if (typeof value === 'string' || typeof value === 'number') {
    yield { path, text: String(value) };
    return;
  }
  if (value === null || typeof value !== 'object') return;
  for (const [name, member] of Object.entries(value)) {
    // No field has this name, and schemas of free names leave it out without a word.
    if (name === '__proto__') {
      const pointer = pointerOf([...path, name]);
      throw new ProblemError('malformed_request', 'a name is not allowed', [
        { pointer, code: 'unknown_field', detail: 'this name is not allowed; leave it out' },
      ]);
    }
    yield { path, text: name };
    yield* textsIn(member, [...path, name]);
  }
}
