import type { Terminal } from './terminal.ts';

/** One step of long work. */
export interface Step<T> {
  /** E.g. `synthesize all apps`. */
  readonly text: string;
  /** How long it usually takes, in milliseconds: the bar is drawn against it. */
  readonly usualMs: number;
  readonly run: (note: (text: string) => void) => Promise<T>;
}

const barWidth = 12;
const redrawEveryMs = 100;

/**
 * Shows long work as numbered steps: `[02/04] start two regions ███████░░░░░ 1.9 s / ~3 s`.
 *
 * On a terminal the current step is one line that is redrawn; elsewhere each step is a plain line when it begins and one
 * when it has ended, so that a log of it can be read and searched.
 */
export class Steps {
  readonly #terminal: Terminal;
  readonly #total: number;
  #number = 0;

  constructor(terminal: Terminal, total: number) {
    this.#terminal = terminal;
    this.#total = total;
  }

  async step<T>({ text, usualMs, run }: Step<T>): Promise<T> {
    this.#number++;
    const beganMs = performance.now();
    const line = () => this.#line(text, performance.now() - beganMs, usualMs);
    const terminal = this.#terminal;
    if (!terminal.isInteractive) {
      terminal.progress(`${this.#place()} ${text}`);
      const result = await run((note) => terminal.progress(`        ${note}`));
      terminal.progress(`${this.#place()} ${text}: done in ${seconds(performance.now() - beganMs)}`);
      return result;
    }
    let note = '';
    const draw = () => terminal.redraw(`${line()}  ${terminal.style('dim', note, 'stderr')}`);
    const timer = setInterval(draw, redrawEveryMs);
    try {
      draw();
      const result = await run((text) => {
        note = text.slice(0, Math.max(0, terminal.columns - line().length - 3));
      });
      const done = terminal.style('green', '✓', 'stderr');
      terminal.redraw(`${this.#place()} ${text} ${done} ${seconds(performance.now() - beganMs)}\n`);
      return result;
    } catch (error) {
      terminal.redraw(`${line()} ${terminal.style('red', 'failed', 'stderr')}\n`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  #place(): string {
    return `[${String(this.#number).padStart(2, '0')}/${String(this.#total).padStart(2, '0')}]`;
  }

  #line(text: string, tookMs: number, usualMs: number): string {
    // Never full before the step has ended: the usual time is a guess.
    const filled = Math.min(barWidth - 1, Math.floor((tookMs / usualMs) * barWidth));
    const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
    return `${this.#place()} ${text} ${bar} ${seconds(tookMs)} / ~${seconds(usualMs)}`;
  }
}

/** Milliseconds for people: `0.4 s`, `12.3 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
