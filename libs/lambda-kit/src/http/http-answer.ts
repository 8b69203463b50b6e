/** What a handler answers: the text of a JSON body and headers beyond those that every answer has. */
export interface HttpAnswer {
  readonly status: number;
  /** JSON text, sent byte for byte. */
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a value as JSON. */
export function jsonAnswer(status: number, value: unknown, headers?: Readonly<Record<string, string>>): HttpAnswer {
  return { status, text: JSON.stringify(value), ...(headers === undefined ? {} : { headers }) };
}
