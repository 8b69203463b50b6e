import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** A stream that commands write to. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface TerminalOptions {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * A command's output: data on stdout, progress and errors on stderr.
 *
 * Colors only on a terminal, and not when `NO_COLOR` is set to anything (https://no-color.org).
 */
export class Terminal {
  readonly #stdout: TextStream;
  readonly #stderr: TextStream;
  readonly #environment: TerminalOptions['environment'];

  constructor({ stdout, stderr, environment }: TerminalOptions) {
    this.#stdout = stdout;
    this.#stderr = stderr;
    this.#environment = environment;
  }

  /** Progress is drawn in place on a terminal, and written as plain lines elsewhere. */
  get isInteractive(): boolean {
    return this.#stderr.isTTY === true && this.#environment['CI'] === undefined;
  }

  get columns(): number {
    return this.#stderr.columns ?? 100;
  }

  /** One line of data. */
  print(line: string): void {
    this.#stdout.write(`${line}\n`);
  }

  /** A value as JSON on one line. */
  printJson(value: unknown): void {
    this.#stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** One line of progress. */
  progress(line: string): void {
    this.#stderr.write(`${line}\n`);
  }

  /** Replaces the current line of a terminal. */
  redraw(text: string): void {
    this.#stderr.write(`\r\u001b[2K${text}`);
  }

  style(style: Style, text: string, stream: 'stdout' | 'stderr' = 'stdout'): string {
    const target = stream === 'stdout' ? this.#stdout : this.#stderr;
    const isPlain = target.isTTY !== true || (this.#environment['NO_COLOR'] ?? '') !== '';
    return isPlain ? text : styleText(style, text, { validateStream: false });
  }
}
