import { requestsPerSecondDefault, requestsPerSecondMax } from '@redoubt/contracts';
import { Command } from 'commander';
import type { CommandContext } from '../../command-context.ts';
import { connectMerchants } from '../../operators/connect-merchants.ts';
import { jsonOption, portBaseDefault, portBaseOption, wholeNumber, withExamples } from '../../options.ts';
import { merchantDetailLines, merchantLines } from '../../output/merchant-lines.ts';
import { commandLine } from '../../workspace.ts';

interface CommonOptions {
  readonly portBase: number;
  readonly json: boolean;
}

/** `redoubt merchant create|show|list|limit|close`. */
export function merchantCommand(context: CommandContext): Command {
  return new Command('merchant')
    .description('register merchants, look at them, limit and close them, as an operator')
    .addCommand(createCommand(context))
    .addCommand(showCommand(context))
    .addCommand(listCommand(context))
    .addCommand(limitCommand(context))
    .addCommand(closeCommand(context));
}

function createCommand({ terminal, signal }: CommandContext): Command {
  const command = new Command('create')
    .description('register a merchant: it may have keys and be paid from now on')
    .argument('<id>', '3 to 64 letters, digits, _ and -; begins with test_ if it exists for tests alone')
    .requiredOption('--name <text>', 'its name, for people')
    .option('--key <key>', 'idempotency key: the same key is the same registration (default: a new one)')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (id: string, options: CommonOptions & { readonly name: string; readonly key?: string }) => {
      const { merchants } = await connectMerchants(options.portBase, signal);
      const merchant = await merchants.register({ merchant_id: id, name: options.name }, options.key);
      if (options.json) return terminal.printJson(merchant);
      terminal.print(`${merchant.id} is registered${merchant.mode === 'test' ? ', for tests alone' : ''}.`);
      terminal.print(`Give it a key: ${commandLine(`key create --merchant ${merchant.id}`)}`);
    });
  return withExamples(command, [
    'npm run redoubt -- merchant create acme --name "Acme Ltd"',
    'npm run redoubt -- merchant create test_acme --name "Acme Ltd, tests" --json',
  ]);
}

function showCommand({ terminal, signal }: CommandContext): Command {
  const command = new Command('show')
    .description('show a merchant, and who did what about it')
    .argument('<id>', 'as shown by `merchant list`')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (id: string, { portBase, json }: CommonOptions) => {
      const { merchants } = await connectMerchants(portBase, signal);
      const merchant = await merchants.show(id);
      if (json) return terminal.printJson(merchant);
      for (const line of merchantDetailLines(merchant)) terminal.print(line);
    });
  return withExamples(command, ['npm run redoubt -- merchant show acme']);
}

function listCommand({ terminal, signal }: CommandContext): Command {
  const command = new Command('list')
    .description('list all merchants')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async ({ portBase, json }: CommonOptions) => {
      const { merchants } = await connectMerchants(portBase, signal);
      const all = await merchants.list();
      if (json) return terminal.printJson(all);
      for (const line of merchantLines(all)) terminal.print(line);
      if (all.length === 0) terminal.progress(`None yet: ${commandLine('merchant create acme --name "Acme Ltd"')}`);
    });
  return withExamples(command, [
    'npm run redoubt -- merchant list',
    'npm run redoubt -- merchant list --json | jq .[].id',
  ]);
}

interface LimitOptions extends CommonOptions {
  readonly requestsPerSecond: number;
  readonly reason?: string;
}

function limitCommand({ terminal, signal }: CommandContext): Command {
  const command = new Command('limit')
    .description('say how many requests a merchant may send in a second: so many that read, and as many that write')
    .argument('<id>', 'as shown by `merchant list`')
    .requiredOption(
      '--requests-per-second <count>',
      `in each region; merchants without a limit of their own have ${requestsPerSecondDefault}`,
      wholeNumber({ min: 1, max: requestsPerSecondMax }),
    )
    .option('--reason <text>', 'why, as the log keeps it')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (id: string, { requestsPerSecond, reason, portBase, json }: LimitOptions) => {
      const { merchants } = await connectMerchants(portBase, signal);
      const why = reason === undefined ? {} : { reason };
      const merchant = await merchants.limit(id, { requests_per_second: requestsPerSecond, ...why });
      if (json) return terminal.printJson(merchant);
      terminal.print(
        `${id} may send ${merchant.requests_per_second} requests of each kind in a second. Doors go by it within a minute.`,
      );
    });
  return withExamples(command, [
    'npm run redoubt -- merchant limit acme --requests-per-second 500',
    'npm run redoubt -- merchant limit acme --requests-per-second 10 --reason "its jobs run wild" --json',
  ]);
}

function closeCommand({ terminal, signal }: CommandContext): Command {
  const command = new Command('close')
    .description('close a merchant for ever: no new payments, no new keys; its keys still show and refund')
    .argument('<id>', 'as shown by `merchant list`')
    .requiredOption('--reason <text>', 'why, as the log keeps it')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (id: string, { reason, portBase, json }: CommonOptions & { readonly reason: string }) => {
      const { merchants } = await connectMerchants(portBase, signal);
      const merchant = await merchants.close(id, reason);
      if (json) return terminal.printJson(merchant);
      terminal.print(`${id} is closed.`);
      if (merchant.keys_active > 0)
        terminal.print(`Its keys still show and refund; end them: ${commandLine(`key list --merchant ${id}`)}`);
    });
  return withExamples(command, ['npm run redoubt -- merchant close acme --reason "contract ended"']);
}
