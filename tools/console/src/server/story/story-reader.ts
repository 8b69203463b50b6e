import type { StoryStep } from '../../wire.ts';

/** A place that knows something of payments. */
export interface StoryReader {
  /** For people, with its region where it has one. */
  readonly name: string;
  /** Steps of a payment, in any order. @throws Error when it can't be read */
  read(id: string): Promise<readonly StoryStep[]>;
}
