import type { ApiAnswer, ApiRequest } from './ask.ts';

/** A measure of what a service has stored and announced: two equal ones mean that nothing was in between. */
export interface Written {
  /** Whatever is a consequence of a request. */
  readonly facts: number | string;
  /** Answers kept for repeats alone: a refusal may stay the answer to its key. */
  readonly answers: number | string;
}

/** Every route of a service over ports that tests look into. */
export interface ApiUnderTest<Name extends string> {
  send(name: Name, request: ApiRequest): Promise<ApiAnswer>;
  /** A path to something that is there, and that the route's good requests may be sent to. */
  pathOf(name: Name): Promise<Readonly<Record<string, string>>>;
  written(): Promise<Written>;
  /** All that is stored or announced, as text. */
  sinks(): Promise<string>;
}
