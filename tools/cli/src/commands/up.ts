import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { consoleModule, demoMerchantId } from '@redoubt/console';
import { type LocalCloud, startLocalCloud } from '@redoubt/local-cloud';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { ensureDemoKey } from '../operators/demo-key.ts';
import { MerchantsClient } from '../operators/merchants-client.ts';
import { OperatorClient } from '../operators/operator-client.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../options.ts';
import { bannerLines, curlLine } from '../output/banner.ts';
import { Steps } from '../output/steps.ts';
import { verifyWebhook, webhookLine } from '../output/webhook-line.ts';
import { registerDemoMerchant, startMsMax } from '../payments/demo-merchant.ts';
import { synthesize } from '../synthesize.ts';
import { workspaceRoot } from '../workspace.ts';

interface UpOptions {
  readonly portBase: number;
  readonly dataDir: string;
  readonly topology: string;
  readonly synth: boolean;
  readonly json: boolean;
}

/** Pause between two reads of the inbox, in milliseconds. */
const inboxEveryMs = 200;

/** `redoubt up`: two regions on this machine, until Ctrl-C. */
export function upCommand(context: CommandContext): Command {
  const command = new Command('up')
    .description('synthesize the apps, start both regions and show webhooks as they arrive')
    .addOption(portBaseOption(portBaseDefault))
    .option('--data-dir <folder>', 'databases and logs; emptied at the start', join(workspaceRoot, '.redoubt', 'cloud'))
    .option('--topology <name>', 'file below platform/topologies', process.env['TOPOLOGY'] ?? 'default')
    .option('--no-synth', 'use the templates that are there')
    .addOption(jsonOption())
    .action((options: UpOptions) => up(options, context));
  return withExamples(command, [
    'npm start',
    'npm start -- --port-base 4600 --data-dir /tmp/redoubt',
    'npm run redoubt -- up --json | jq .',
  ]);
}

async function up(options: UpOptions, { terminal, signal }: CommandContext): Promise<void> {
  const steps = new Steps(terminal, options.synth ? 4 : 3);
  if (options.synth) {
    await steps.step({
      text: 'synthesize all apps',
      usualMs: 5000,
      run: () => synthesize(options.topology, signal),
    });
  }
  await using cloud = await steps.step({
    text: 'start two regions',
    usualMs: 4000,
    run: (note) => start(options, note, signal),
  });
  const key = await steps.step({
    text: 'make a merchant with a key',
    usualMs: 1000,
    run: (note) => {
      const onRetry = (answer: string) => note(`not yet: ${answer}`);
      const client = new OperatorClient({ cloud, signal, waitMsMax: startMsMax, onRetry });
      return ensureDemoKey(demoMerchantId, cloud.dataDir, new MerchantsClient(client));
    },
  });
  const endpoint = await steps.step({
    text: 'register a webhook endpoint',
    usualMs: 1000,
    run: (note) => registerDemoMerchant(cloud, key, { onRetry: (answer) => note(`not yet: ${answer}`), signal }),
  });
  const status = await cloud.status();
  if (options.json) {
    const { publicApi, internetProxy, dataDir, consoleUrl } = cloud;
    terminal.printJson({
      consoleUrl,
      publicApi,
      internetProxy,
      dataDir,
      key,
      curl: curlLine(cloud, demoMerchantId),
      regions: status.regions,
      endpoint,
    });
  } else {
    for (const line of bannerLines(cloud, { status, key })) terminal.print(line);
  }
  for (let shown = 0; ; ) {
    const received = await cloud.webhooks.received(shown);
    for (const webhook of received) {
      const seen = verifyWebhook(webhook, endpoint.secret);
      if (options.json) terminal.printJson(seen);
      else terminal.print(terminal.style(seen.verified ? 'green' : 'red', webhookLine(seen)));
    }
    shown += received.length;
    await pause(inboxEveryMs, undefined, { signal });
  }
}

async function start(options: UpOptions, note: (text: string) => void, signal: AbortSignal): Promise<LocalCloud> {
  const cloud = await startLocalCloud({
    portBase: options.portBase,
    dataDir: options.dataDir,
    console: consoleModule,
    onProgress: ({ region, text }) => note(region === undefined ? text : `${region}: ${text}`),
  });
  if (!signal.aborted) return cloud;
  await cloud.stop();
  throw signal.reason;
}
