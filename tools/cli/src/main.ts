import { CommanderError } from 'commander';
import { whenFrontIsGone } from '../../workspace/front/front.mjs';
import { type ExitCode, exitCode } from './exit-code.ts';
import { explainError } from './explain-error.ts';
import { Terminal } from './output/terminal.ts';
import { redoubtProgram } from './program.ts';

/** Signals that end a command early; what it started is stopped first. */
const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const terminal = new Terminal({ stdout: process.stdout, stderr: process.stderr, environment: process.env });
const interruption = new AbortController();
for (const signal of endSignals) process.on(signal, () => interrupt(signal));
// Killed, it could pass no signal on.
whenFrontIsGone(() => interrupt('the process that started this command is gone'));
// A reader that goes away (`redoubt up | head`) ends the command as Ctrl-C does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') interruption.abort(error);
});

function interrupt(reason: string): void {
  if (interruption.signal.aborted) return;
  terminal.progress(`\n${reason}: stopping what was started`);
  interruption.abort(new Error(reason));
}

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<ExitCode> {
  try {
    return await redoubtProgram({ terminal, signal: interruption.signal }).run(args);
  } catch (error) {
    // Help was printed: it was asked for, or a command was missing.
    if (error instanceof CommanderError && error.code.startsWith('commander.help')) {
      return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
    }
    if (interruption.signal.aborted) return exitCode.interrupted;
    const { code, what, why, fix, exitCode: answer } = explainError(error);
    if (args.includes('--json')) terminal.printJson({ error: { code, what, why, fix } });
    terminal.progress(`redoubt: ${terminal.style('red', code, 'stderr')}: ${what}\n  why  ${why}\n  fix  ${fix}`);
    return answer;
  }
}
