import type { Terminal } from './output/terminal.ts';

/** Dependencies of every command. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C and SIGTERM: long work ends and cleans up. */
  readonly signal: AbortSignal;
}
