import { randomUUID } from 'node:crypto';
import { demoMerchantId } from '@redoubt/console';
import { connectLocalCloud } from '@redoubt/local-cloud';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../options.ts';
import { paymentLines } from '../output/payment-lines.ts';
import { accessKeyFor, keyVariable } from '../payments/access-key.ts';
import { parseAmount } from '../payments/parse-amount.ts';
import { awaitOutcome, type RequestedPayment, readPayment, sendPayment } from '../payments/send-payment.ts';
import { commandLine } from '../workspace.ts';
import { inDoubtCommand, retryInDoubtCommand } from './payment-in-doubt.ts';

interface CreateOptions {
  readonly amount: string;
  readonly currency: string;
  readonly merchant: string;
  readonly reference?: string;
  readonly key?: string;
  readonly wait: boolean;
  readonly portBase: number;
  readonly json: boolean;
}

interface GetOptions {
  readonly portBase: number;
  readonly json: boolean;
  readonly region?: string;
}

/** `redoubt payment create|get|in-doubt|retry`. */
export function paymentCommand(context: CommandContext): Command {
  return new Command('payment')
    .description('take a payment, look one up, or see what could not be booked')
    .addCommand(createCommand(context))
    .addCommand(getCommand(context))
    .addCommand(inDoubtCommand(context))
    .addCommand(retryInDoubtCommand(context));
}

function createCommand(context: CommandContext): Command {
  const command = new Command('create')
    .description('request a payment through the public name and wait until it is booked')
    .requiredOption('--amount <amount>', 'as people write it, e.g. 10.50')
    .requiredOption('--currency <code>', 'ISO 4217 code, e.g. EUR')
    .option('--merchant <id>', `who is paid; ${keyVariable} holds another merchant's key`, demoMerchantId)
    .option('--reference <text>', "the merchant's own word for it")
    .option('--key <key>', 'idempotency key: the same key is the same payment (default: a new one)')
    .option('--no-wait', 'return as soon as it is acknowledged')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action((options: CreateOptions) => create(options, context));
  return withExamples(command, [
    'npm run redoubt -- payment create --amount 10.50 --currency EUR',
    'npm run redoubt -- payment create --amount 1050 --currency JPY --key order-7 --json',
  ]);
}

async function create(options: CreateOptions, { terminal, signal }: CommandContext): Promise<void> {
  const amountMinor = parseAmount(options.amount, options.currency);
  const cloud = await connectLocalCloud({ portBase: options.portBase });
  const accessKey = await accessKeyFor(cloud);
  const idempotencyKey = options.key ?? randomUUID();
  const { payment, servedBy, isReplay } = await sendPayment(
    cloud,
    {
      accessKey,
      idempotencyKey,
      body: {
        merchant_id: options.merchant,
        amount_minor: amountMinor,
        currency: options.currency as RequestedPayment['currency'],
        ...(options.reference === undefined ? {} : { reference: options.reference }),
      },
    },
    signal,
  );
  const view = options.wait ? await awaitOutcome(cloud, payment.id, { accessKey, signal }) : undefined;
  if (options.json)
    return terminal.printJson({ ...payment, ...view, idempotency_key: idempotencyKey, served_by: servedBy });
  const again = isReplay ? ', answered before under this key' : '';
  terminal.print(`${payment.id} is accepted by ${servedBy}${again}.`);
  if (view === undefined) return terminal.print(`Look it up: ${commandLine(`payment get ${payment.id}`)}`);
  for (const line of paymentLines(view, new Date())) terminal.print(line);
}

function getCommand({ terminal, signal }: CommandContext): Command {
  const command = new Command('get')
    .description('look a payment up: through the public name, or as one region shows it')
    .argument('<id>', 'pay_…')
    .option('--region <region>', 'ask this region by its own name; a standby shows a copy, and how old it is')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (id: string, { portBase, json, region }: GetOptions) => {
      const cloud = await connectLocalCloud({ portBase });
      const accessKey = await accessKeyFor(cloud);
      const view = await readPayment(cloud, id, { accessKey, signal, region });
      if (json) return terminal.printJson(view);
      for (const line of paymentLines(view, new Date())) terminal.print(line);
    });
  return withExamples(command, [
    `npm run redoubt -- payment get pay_${'0'.repeat(32)}`,
    `npm run redoubt -- payment get pay_${'0'.repeat(32)} --region us-east-2`,
  ]);
}
