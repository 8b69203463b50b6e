import { relative } from 'node:path';
import { demoMerchantId } from '@redoubt/console';
import type { CloudStatus, LocalCloud } from '@redoubt/local-cloud';
import { portBaseDefault } from '../options.ts';
import { keyVariable } from '../payments/access-key.ts';
import { commandLine } from '../workspace.ts';
import { describeRegions, describeTraffic } from './describe-regions.ts';

/** A complete request for any shell with curl, and with the key in its environment. */
export function curlLine(
  { publicApi, internetProxy }: Pick<LocalCloud, 'publicApi' | 'internetProxy'>,
  merchantId: string,
): string {
  const body = JSON.stringify({ merchant_id: merchantId, amount_minor: '1050', currency: 'EUR' });
  return (
    `curl --silent --show-error --proxy ${internetProxy} ${publicApi}/validation/v1/payments ` +
    `-H "Authorization: Bearer $${keyVariable}" -H 'Content-Type: application/json' -H 'Idempotency-Key: first-payment' ` +
    `-d '${body}'`
  );
}

/** A key for the environment of a shell, and a request that shows it. */
export function tryLines(
  cloud: Pick<LocalCloud, 'publicApi' | 'internetProxy'>,
  { merchantId, key }: { readonly merchantId: string; readonly key: string },
): readonly string[] {
  return [`export ${keyVariable}=${key}`, curlLine(cloud, merchantId)];
}

/** Printed once both regions run: names, state, a request to try, files, next commands. */
export function bannerLines(
  cloud: Pick<LocalCloud, 'publicApi' | 'internetProxy' | 'dataDir' | 'portBase' | 'consoleUrl'>,
  { status, key }: { readonly status: CloudStatus; readonly key: string },
): readonly string[] {
  const which = cloud.portBase === portBaseDefault ? '' : ` --port-base ${cloud.portBase}`;
  const active = status.regionState?.activeRegion ?? status.regions[0]?.region ?? '';
  return [
    '',
    `  console   ${cloud.consoleUrl}`,
    '',
    'Two regions run on this machine.',
    '',
    ...indent(describeRegions(status)),
    '',
    ...indent([
      `API       ${describeTraffic(status)}`,
      `DNS       127.0.0.1:${cloud.portBase + 1}`,
      `proxy     ${cloud.internetProxy}`,
      `data      ${here(cloud.dataDir)}`,
      ...status.regions.map(({ region, logFile }) => `log       ${here(logFile)} (${region})`),
    ]),
    '',
    `Take a payment as ${demoMerchantId}, which exists for tests alone; its key is kept with the data:`,
    '',
    ...indent(tryLines(cloud, { merchantId: demoMerchantId, key })),
    '',
    'Next, in another terminal:',
    '',
    ...indent([
      commandLine(`payment create --amount 10.50 --currency EUR${which}`),
      commandLine(`key list --merchant ${demoMerchantId}${which}`),
      commandLine(`region kill ${active}${which}`),
      commandLine(`status${which}`),
    ]),
    '',
    'Webhooks show below as they arrive. Ctrl-C stops everything.',
    '',
  ];
}

function here(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
