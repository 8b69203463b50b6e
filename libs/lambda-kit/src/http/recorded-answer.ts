import { headers, problemMediaType } from '@redoubt/contracts';
import type { HttpAnswer } from './http-answer.ts';

/** The header that marks an answer as the repeat of an earlier one; none on the first. */
export function replayedHeader(isReplay: boolean): Readonly<Record<string, string>> {
  return isReplay ? { [headers.idempotencyReplayed]: 'true' } : {};
}

/** An answer as it was recorded, byte for byte; from 400 on it is problem details. */
export function recordedAnswer(
  { status, body }: { readonly status: number; readonly body: string },
  { isReplay, headers: more = {} }: { readonly isReplay: boolean; readonly headers?: Readonly<Record<string, string>> },
): HttpAnswer {
  const contentType = status >= 400 ? { 'Content-Type': problemMediaType } : {};
  return { status, text: body, headers: { ...contentType, ...replayedHeader(isReplay), ...more } };
}
