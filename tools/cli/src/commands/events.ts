import { SQSClient } from '@aws-sdk/client-sqs';
import { type ServiceName, serviceNames } from '@redoubt/contracts';
import { connectLocalCloud, type LocalCloud } from '@redoubt/local-cloud';
import { Argument, Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../command-context.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../options.ts';
import { table } from '../output/table.ts';
import { type RedrivenQueue, redrivableQueues, redrive } from '../redrive.ts';
import { commandLine } from '../workspace.ts';

interface RedriveOptions {
  readonly region?: string;
  readonly queue?: string;
  readonly portBase: number;
  readonly json: boolean;
}

/** `redoubt events redrive SERVICE`. */
export function eventsCommand(context: CommandContext): Command {
  return new Command('events').description('handle events in dead-letter queues').addCommand(redriveCommand(context));
}

function redriveCommand({ terminal, signal }: CommandContext): Command {
  const command = new Command('redrive')
    .description("move a service's dead letters back into its queues, to be tried again")
    .addArgument(new Argument('<service>', 'whose queues').choices(serviceNames))
    .option('--region <name>', 'one region (default: every region that runs)')
    .option('--queue <name>', 'one queue, by its name without the suffix (default: every queue of the service)')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (service: ServiceName, { region, queue, portBase, json }: RedriveOptions) => {
      const cloud = await connectLocalCloud({ portBase });
      const { suffix } = await cloud.status();
      const redriven: (RedrivenQueue & { readonly region: string })[] = [];
      for (const name of await regionsToSee(cloud, region)) {
        const { endpoint, credentials } = cloud.awsEndpoint(name);
        const sqs = new SQSClient({ endpoint, credentials, region: name });
        const all = await redrivableQueues(sqs, service);
        const queues = all.filter((it) => queue === undefined || it.name === `${queue}-${suffix}`);
        if (queues.length === 0) throw noQueue({ service, queue, names: all.map((it) => it.name) });
        for (const it of queues) redriven.push({ region: name, ...(await redrive(sqs, it, signal)) });
        sqs.destroy();
      }
      if (json) return terminal.printJson(redriven);
      for (const line of table(redriven.map((it) => [it.region, it.queue, `${it.moved} moved back`]))) {
        terminal.print(line);
      }
      terminal.progress('Messages that fail five more times become dead letters again and raise alarms.');
    });
  return withExamples(command, [
    'npm run redoubt -- events redrive notifications',
    'npm run redoubt -- events redrive transactions --region us-east-2 --queue transactions-payments-queue --json',
  ]).addHelpText(
    'after',
    '\nThis command works on the local cloud. On AWS: aws sqs start-message-move-task, as the runbooks say.\n',
  );
}

async function regionsToSee(cloud: LocalCloud, wanted: string | undefined): Promise<readonly string[]> {
  const running = (await cloud.status()).regions.filter(({ process }) => process === 'running').map((it) => it.region);
  if (wanted === undefined) return running;
  if (running.includes(wanted)) return [wanted];
  throw new CliError({
    code: 'usage',
    what: `region must be one that runs (${running.join(', ')}), got ${JSON.stringify(wanted)}`,
    why: 'the queues of a region are lost with it',
    fix: commandLine('status'),
  });
}

function noQueue({
  service,
  queue,
  names,
}: {
  readonly service: ServiceName;
  readonly queue: string | undefined;
  readonly names: readonly string[];
}): CliError {
  return new CliError({
    code: 'usage',
    what: queue === undefined ? `${service} has no queue` : `${service} has no queue called ${queue}`,
    why: names.length === 0 ? 'it answers requests only' : `it has ${names.join(', ')}, each named with its suffix`,
    fix: commandLine('events redrive --help'),
  });
}
