import { relative } from 'node:path';
import type { CloudStatus, LocalCloud } from '@redoubt/local-cloud';
import { portBaseDefault } from '../options.ts';
import { demoMerchantId } from '../payments/demo-merchant.ts';
import { commandLine } from '../workspace.ts';
import { describeRegions, describeTraffic } from './describe-regions.ts';

/** A complete request for any shell with curl. */
export function curlLine({ publicApi, internetProxy }: Pick<LocalCloud, 'publicApi' | 'internetProxy'>): string {
  const body = JSON.stringify({ merchant_id: demoMerchantId, amount_minor: '1050', currency: 'EUR' });
  return (
    `curl --silent --show-error --proxy ${internetProxy} ${publicApi}/validation/v1/payments ` +
    `-H 'Content-Type: application/json' -H 'Idempotency-Key: first-payment' -d '${body}'`
  );
}

/** Printed once both regions run: names, state, a request to try, files, next commands. */
export function bannerLines(
  cloud: Pick<LocalCloud, 'publicApi' | 'internetProxy' | 'dataDir' | 'portBase'>,
  status: CloudStatus,
): readonly string[] {
  const which = cloud.portBase === portBaseDefault ? '' : ` --port-base ${cloud.portBase}`;
  const active = status.regionState?.activeRegion ?? status.regions[0]?.region ?? '';
  return [
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
    'Take a payment:',
    '',
    `  ${curlLine(cloud)}`,
    '',
    'Next, in another terminal:',
    '',
    ...indent([
      commandLine(`payment create --amount 10.50 --currency EUR${which}`),
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
