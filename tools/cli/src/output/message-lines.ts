import { stripVTControlCharacters } from 'node:util';
import type { RecordedMessage } from '@redoubt/local-cloud';

/** A mail or a text message, for people: when, how and to whom, then its text. */
export function messageLines(message: RecordedMessage & { readonly region: string }): readonly string[] {
  const { at, region, kind, from, to, subject, text } = message;
  return [
    `${at}  ${region}  ${kind} to ${to.join(', ')}${from === undefined ? '' : ` from ${from}`}`,
    ...(subject === undefined ? [] : [`  Subject: ${subject}`]),
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`.trimEnd()),
    '',
  ].map((line) => stripVTControlCharacters(line));
}
