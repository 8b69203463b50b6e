import { connectLocalCloud, type RecordedMessage } from '@redoubt/local-cloud';
import { Command, Option } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../command-context.ts';
import { jsonOption, portBaseDefault, portBaseOption, wholeNumber, withExamples } from '../options.ts';
import { messageLines } from '../output/message-lines.ts';
import { commandLine } from '../workspace.ts';

/** Messages that are shown unless asked for others. */
const limitDefault = 20;

interface InboxOptions {
  readonly region?: string;
  readonly to?: string;
  readonly kind?: RecordedMessage['kind'];
  readonly limit: number;
  readonly portBase: number;
  readonly json: boolean;
}

/** `redoubt inbox`: mails and text messages that the local cloud would have sent. */
export function inboxCommand({ terminal }: CommandContext): Command {
  const command = new Command('inbox')
    .description('show mails and text messages that the local regions sent, oldest first')
    .option('--region <name>', 'one region, also one that was killed (default: every region)')
    .option('--to <address>', 'those to one mail address or phone number')
    .addOption(new Option('--kind <kind>', 'those of one kind').choices(['email', 'sms']))
    .addOption(
      new Option('--limit <number>', 'how many of the latest')
        .argParser(wholeNumber({ min: 1, max: 10_000 }))
        .default(limitDefault),
    )
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async ({ region, to, kind, limit, portBase, json }: InboxOptions) => {
      const cloud = await connectLocalCloud({ portBase });
      const names = (await cloud.status()).regions.map((it) => it.region);
      if (region !== undefined && !names.includes(region)) throw noRegion(region, names);
      const lists = names
        .filter((name) => region === undefined || name === region)
        .map(async (name) => (await cloud.messages(name)).map((message) => ({ region: name, ...message })));
      const messages = (await Promise.all(lists))
        .flat()
        .filter((it) => (to === undefined || it.to.includes(to)) && (kind === undefined || it.kind === kind))
        .sort((left, right) => (left.at < right.at ? -1 : 1))
        .slice(-limit);
      if (json) return terminal.printJson(messages);
      for (const line of messages.flatMap(messageLines)) terminal.print(line);
      terminal.progress(
        `${messages.length === 1 ? '1 message' : `${messages.length} messages`}. None left this machine.`,
      );
    });
  return withExamples(command, [
    'npm run redoubt -- inbox',
    'npm run redoubt -- inbox --region us-east-1 --to books@acme.example --kind email',
    'npm run redoubt -- inbox --json | jq -r ".[-1].text"',
  ]).addHelpText('after', '\nMessages of topics to operators are here, too: their sender is the topic.\n');
}

function noRegion(region: string, names: readonly string[]): CliError {
  return new CliError({
    code: 'usage',
    what: `region must be one of ${names.join(', ')}, got ${JSON.stringify(region)}`,
    why: 'each region keeps what it sent',
    fix: commandLine('inbox --help'),
  });
}
