import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { consoleCommand } from './commands/console.ts';
import { deployCommand } from './commands/deploy.ts';
import { doctorCommand } from './commands/doctor.ts';
import { downCommand } from './commands/down.ts';
import { drillCommand } from './commands/drill/drill.ts';
import { eventsCommand } from './commands/events.ts';
import { failoverCommand } from './commands/failover/failover.ts';
import { faultCommand } from './commands/fault.ts';
import { inboxCommand } from './commands/inbox.ts';
import { ledgerCommand } from './commands/ledger.ts';
import { keyCommand } from './commands/merchants/key.ts';
import { merchantCommand } from './commands/merchants/merchant.ts';
import { paymentCommand } from './commands/payment.ts';
import { readinessCommand } from './commands/readiness.ts';
import { regionCommand } from './commands/region.ts';
import { reportCommand } from './commands/report.ts';
import { roleCommand } from './commands/role.ts';
import { statusCommand } from './commands/status.ts';
import { upCommand } from './commands/up.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { withExamples } from './options.ts';

/** The `redoubt` command with all subcommands; `run` returns the exit code or throws. */
export function redoubtProgram(context: CommandContext): { run(args: readonly string[]): Promise<ExitCode> } {
  let code: ExitCode = exitCode.ok;
  const onExitCode = (answer: ExitCode) => {
    code = answer;
  };
  const program = new Command('redoubt').description(
    'A payment platform that survives the loss of a region, here: both regions on one machine.',
  );
  program
    .addCommand(upCommand(context))
    .addCommand(downCommand(context))
    .addCommand(statusCommand(context))
    .addCommand(consoleCommand(context))
    .addCommand(paymentCommand(context))
    .addCommand(merchantCommand(context))
    .addCommand(keyCommand(context))
    .addCommand(deployCommand(context))
    .addCommand(regionCommand(context))
    .addCommand(failoverCommand(context, onExitCode))
    .addCommand(readinessCommand(context, onExitCode))
    .addCommand(roleCommand(context, onExitCode))
    .addCommand(faultCommand(context))
    .addCommand(eventsCommand(context))
    .addCommand(inboxCommand(context))
    .addCommand(ledgerCommand(context, onExitCode))
    .addCommand(drillCommand(context, onExitCode))
    .addCommand(reportCommand(context, onExitCode))
    .addCommand(doctorCommand(context, onExitCode));
  withExamples(program, [
    'npm start',
    'npm run redoubt -- payment create --amount 10.50 --currency EUR',
    'npm run redoubt -- region kill us-east-1',
    'npm run drill -- --seed 7 --json --out /tmp/drill',
  ]);
  configure(program, context);
  return {
    async run(args) {
      await program.parseAsync([...args], { from: 'user' });
      return code;
    },
  };
}

/** Makes commander throw errors instead of ending the process, in every command. */
function configure(command: Command, context: CommandContext): void {
  const { terminal } = context;
  command
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.progress(text.trimEnd()),
      // The caller explains the error that is thrown along with this text.
      outputError: () => {},
    });
  for (const child of command.commands) configure(child, context);
}
