/** Answer of the front door. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  /** For the access log, when the gateway made the answer; never its text, which may repeat what the caller sent. */
  readonly error?: string;
}
