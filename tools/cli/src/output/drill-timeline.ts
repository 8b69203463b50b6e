import type { Stage, TimelineEntry } from '@redoubt/drill';
import type { Terminal } from './terminal.ts';

/** Colors of the important stages. */
const styles: Partial<Readonly<Record<Stage, 'red' | 'green' | 'yellow'>>> = {
  hold: 'yellow',
  kill: 'red',
  accepted: 'green',
  posted: 'green',
  zombie: 'yellow',
};

/** Writes each entry of a drill's timeline as one line when it happens: `+  7.4 s  kill     us-east-1  is gone …`. */
export function timelineWriter(terminal: Terminal): (entry: TimelineEntry) => void {
  return ({ atMs, region, stage, text }) => {
    const line = `+${(atMs / 1000).toFixed(2).padStart(6)} s  ${stage.padEnd(8)}  ${(region ?? '').padEnd(9)}  ${text}`;
    const style = styles[stage];
    terminal.progress(style === undefined ? line : terminal.style(style, line, 'stderr'));
  };
}
