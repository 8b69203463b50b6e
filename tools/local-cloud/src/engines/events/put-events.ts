import { z } from 'zod';

/** Entries of one `PutEvents` at most, and their size in bytes. */
export const entriesMax = 10;
export const entriesBytesMax = 256 * 1024;

/** One entry of `PutEvents` as clients send it. */
export const PutEventsEntry = z.strictObject({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().default('default'),
  Time: z.number().optional(),
  Resources: z.array(z.string()).default([]),
  TraceHeader: z.string().optional(),
});
export type PutEventsEntry = z.infer<typeof PutEventsEntry>;

export const PutEventsInput = z.strictObject({ Entries: z.array(PutEventsEntry).min(1).max(entriesMax) });

/** Why an entry is not taken; EventBridge answers it per entry. */
export interface EntryRefusal {
  readonly ErrorCode: 'InvalidArgument' | 'MalformedDetail' | 'ResourceNotFoundException';
  readonly ErrorMessage: string;
}

/** Finds what EventBridge would refuse in an entry; undefined when it is valid. */
export function entryRefusal({ Source, DetailType, Detail }: PutEventsEntry): EntryRefusal | undefined {
  for (const [name, value] of Object.entries({ Source, DetailType, Detail })) {
    if (value === undefined || value === '') {
      return {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      };
    }
  }
  if (Source?.startsWith('aws.')) {
    return { ErrorCode: 'InvalidArgument', ErrorMessage: 'Parameter Source is not valid. Reason: aws. is reserved.' };
  }
  return isJsonObject(Detail ?? '')
    ? undefined
    : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

/** Size of an entry as EventBridge counts it, in bytes. */
export function entryBytes({ Source = '', DetailType = '', Detail = '', Resources, Time }: PutEventsEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
