import { type CreatedKey, claimedKeyOf, type Scope, scopes } from '@redoubt/contracts';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { CommandContext } from '../../command-context.ts';
import { connectMerchants } from '../../operators/connect-merchants.ts';
import { jsonOption, portBaseDefault, portBaseOption, wholeNumber, withExamples } from '../../options.ts';
import { tryLines } from '../../output/banner.ts';
import { keyLines } from '../../output/merchant-lines.ts';
import type { Terminal } from '../../output/terminal.ts';
import { commandLine } from '../../workspace.ts';

interface CommonOptions {
  readonly merchant: string;
  readonly portBase: number;
  readonly json: boolean;
}

/** Longest overlap that the API takes, in seconds: a week. */
const overlapSecondsMax = 604_800;

/** `redoubt key create|list|roll|revoke`. */
export function keyCommand(context: CommandContext): Command {
  return new Command('key')
    .description("make, list, replace and end merchants' keys, as an operator")
    .addCommand(createCommand(context))
    .addCommand(listCommand(context))
    .addCommand(rollCommand(context))
    .addCommand(revokeCommand(context));
}

function createCommand({ terminal, signal }: CommandContext): Command {
  const command = new Command('create')
    .description('make a key; it is shown now and never again')
    .addOption(merchantOption())
    .addOption(
      new Option('--scope <scope...>', 'what it may be used for').choices([...scopes]).default([...scopes], 'all'),
    )
    .option('--not-after <time>', 'RFC 3339; from then on it is refused (default: no end)')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (options: CommonOptions & { readonly scope: Scope[]; readonly notAfter?: string }) => {
      const { merchant, scope, notAfter } = options;
      const { cloud, merchants } = await connectMerchants(options.portBase, signal);
      const end = notAfter === undefined ? {} : { not_after: notAfter };
      const created = await merchants.createKey(merchant, { scopes: [...new Set(scope)], ...end });
      if (options.json) return terminal.printJson(created);
      printKey(terminal, created);
      terminal.print('');
      for (const line of tryLines(cloud, { merchantId: merchant, key: created.key })) terminal.print(line);
    });
  return withExamples(command, [
    'npm run redoubt -- key create --merchant acme',
    'npm run redoubt -- key create --merchant acme --scope payments:read webhooks:read --not-after 2027-12-31T00:00:00Z --json',
  ]);
}

function listCommand({ terminal, signal }: CommandContext): Command {
  const command = new Command('list')
    .description('list the keys of a merchant, oldest first, without their secrets')
    .addOption(merchantOption())
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async ({ merchant, portBase, json }: CommonOptions) => {
      const { merchants } = await connectMerchants(portBase, signal);
      const keys = await merchants.keys(merchant);
      if (json) return terminal.printJson(keys);
      for (const line of keyLines(keys)) terminal.print(line);
      if (keys.length === 0) terminal.progress(`None yet: ${commandLine(`key create --merchant ${merchant}`)}`);
    });
  return withExamples(command, ['npm run redoubt -- key list --merchant acme']);
}

function rollCommand({ terminal, signal }: CommandContext): Command {
  const command = new Command('roll')
    .description('replace a key by a new one with the same scopes; the one before stays good for a while')
    .addArgument(keyArgument())
    .addOption(merchantOption())
    .option(
      '--overlap <seconds>',
      'how long the key before stays good; 0 ends it at once',
      wholeNumber({ min: 0, max: overlapSecondsMax }),
      86_400,
    )
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (keyId: string, options: CommonOptions & { readonly overlap: number }) => {
      const { merchant, overlap } = options;
      const { merchants } = await connectMerchants(options.portBase, signal);
      const created = await merchants.rollKey(merchant, keyId, overlap);
      if (options.json) return terminal.printJson(created);
      printKey(terminal, created);
      if (overlap === 0) return terminal.print(`${keyId} is refused everywhere within a minute.`);
      terminal.print(`${keyId} stays good for ${overlap} s. If it got into the wrong hands, end it now:`);
      terminal.print(commandLine(`key revoke ${keyId} --merchant ${merchant} --reason "…"`));
    });
  return withExamples(command, [
    `npm run redoubt -- key roll ${'0'.repeat(20)} --merchant acme`,
    `npm run redoubt -- key roll ${'0'.repeat(20)} --merchant acme --overlap 0`,
  ]);
}

function revokeCommand({ terminal, signal }: CommandContext): Command {
  const command = new Command('revoke')
    .description('end a key for ever: it is refused everywhere within a minute')
    .addArgument(keyArgument())
    .addOption(merchantOption())
    .requiredOption('--reason <text>', 'why, as the log keeps it')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (keyId: string, options: CommonOptions & { readonly reason: string }) => {
      const { merchants } = await connectMerchants(options.portBase, signal);
      const key = await merchants.revokeKey(options.merchant, keyId, options.reason);
      if (options.json) return terminal.printJson(key);
      terminal.print(`${keyId} is revoked; warm functions refuse it within 30 s, all within a minute.`);
      terminal.print(`Another one: ${commandLine(`key create --merchant ${options.merchant}`)}`);
    });
  return withExamples(command, [
    `npm run redoubt -- key revoke ${'0'.repeat(20)} --merchant acme --reason "was found in a log"`,
  ]);
}

function merchantOption(): Option {
  return new Option('--merchant <id>', 'whose').makeOptionMandatory();
}

/** A key's id; of a whole key, as somebody has found it, the id alone is taken and its secret goes nowhere. */
function keyArgument(): Argument {
  return new Argument('<key>', 'id as shown by `key list`, or the key itself').argParser((text) => {
    const keyId = claimedKeyOf(text)?.keyId ?? text;
    if (/^[0-9a-f]{20}$/.test(keyId)) return keyId;
    throw new InvalidArgumentError('20 hexadecimal digits are allowed, or a whole key.');
  });
}

function printKey(terminal: Terminal, { id, merchant_id: merchantId, key }: CreatedKey): void {
  terminal.print(key);
  terminal.print(`Key ${id} of ${merchantId}, shown this once: keep it where secrets are kept.`);
}
