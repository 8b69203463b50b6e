import { z } from 'zod';

/** Why a text can't be stored, by every store that it passes. */
export type TextFault = 'null_character' | 'lone_surrogate' | 'noncharacter' | 'not_normalized';

/** U+FDD0 to U+FDEF, and the last two code points of each of the seventeen planes. */
const noncharacter = /[\ufdd0-\ufdef\p{Noncharacter_Code_Point}]/u;

/**
 * Finds what PostgreSQL's `jsonb`, DynamoDB, EventBridge or UTF-8 can't hold. Takes time in proportion to the text's length.
 */
export function storageFaultOf(text: string): Exclude<TextFault, 'not_normalized'> | undefined {
  if (text.includes('\0')) return 'null_character';
  if (!text.isWellFormed()) return 'lone_surrogate';
  return noncharacter.test(text) ? 'noncharacter' : undefined;
}

/** The faults in words: what to send instead. */
export const textFaultDetails = {
  null_character: 'must not hold the character U+0000',
  lone_surrogate: 'must be valid Unicode: half of a surrogate pair stands alone',
  noncharacter: 'must not hold code points that Unicode reserves as noncharacters',
  not_normalized: 'must be in Unicode normalization form C (NFC)',
} as const satisfies Record<TextFault, string>;

/** Bounds of a text. */
export interface TextBounds {
  /** @default 1 */
  readonly charactersMin?: number;
  /** UTF-16 code units, as JSON Schema and JavaScript count them. */
  readonly charactersMax: number;
  /** Bytes in UTF-8. */
  readonly bytesMax: number;
}

/**
 * The schema of a text that clients choose: bounded first, then looked at.
 *
 * Only normalized text is taken: what looks the same has the same bytes, so the same fingerprint and the same key. It is refused
 * and not changed, because answers repeat what was sent.
 */
export function boundedText({ charactersMin = 1, charactersMax, bytesMax }: TextBounds): z.ZodString {
  return z
    .string()
    .min(charactersMin, { abort: true })
    .max(charactersMax, { abort: true })
    .refine((text) => Buffer.byteLength(text) <= bytesMax, { message: `at most ${bytesMax} bytes`, abort: true })
    .refine((text) => textFaultOf(text) === undefined, {
      error: ({ input }) => textFaultDetails[textFaultOf(String(input)) ?? 'not_normalized'],
    });
}

/** Normalizing takes time in proportion to the square of a run of combining marks: only for texts within their bounds. */
function textFaultOf(text: string): TextFault | undefined {
  return storageFaultOf(text) ?? (text.normalize('NFC') === text ? undefined : 'not_normalized');
}
