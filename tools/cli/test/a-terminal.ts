import { Terminal, type TextStream } from '../src/output/terminal.ts';

/** A terminal that remembers what was written to it. */
export function aTerminal({ isTTY = false, environment = {} as Record<string, string> } = {}) {
  const written = { stdout: '', stderr: '' };
  const streamOf = (name: 'stdout' | 'stderr'): TextStream => ({
    isTTY,
    columns: 120,
    write(text: string) {
      written[name] += text;
    },
  });
  const terminal = new Terminal({ stdout: streamOf('stdout'), stderr: streamOf('stderr'), environment });
  return { terminal, written };
}
