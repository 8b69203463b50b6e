import { type PlatformParameter, platformParameterName } from '@redoubt/contracts';
import type { ConsoleHost } from '../../protocol/console-host.ts';
import { consoleKeyOf } from '../../protocol/control-token.ts';
import { invokeFunction } from '../../protocol/invoke-function.ts';
import { urlOf } from '../../protocol/port-plan.ts';
import { callTables } from './call-tables.ts';
import type { ControlProcess } from './control-process.ts';
import { callRegion } from './region-caller.ts';

/** Shows the control process to a console. */
export function consoleHost(control: ControlProcess): ConsoleHost {
  const { plan, deployment, token, dataDir, fleet, links, faults, route53, timeline, inbox, globalDatabase } = control;
  const parameters = deployment.parameters.get(deployment.primaryRegion) ?? new Map<string, string>();
  const parameter = (name: PlatformParameter) => parameters.get(platformParameterName(deployment.suffix, name)) ?? '';
  const api = parameter('apiDomainName');
  const regions = deployment.models.map(({ region }) => region);
  const regionsByAddress = new Map(regions.map((region) => [plan.regionAddress(region), region]));
  return {
    listen: plan.console,
    key: consoleKeyOf(token),
    suffix: deployment.suffix,
    dataDir: dataDir.path,
    publicApi: `http://${api}`,
    startedAt: new Date().toISOString(),
    parameters,
    functionBudgets: deployment.resources
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .map(({ physicalId, properties }) => ({ name: physicalId, timeoutSeconds: Number(properties['Timeout'] ?? 3) })),
    news: {
      onTimeline: (listener) => timeline.onEntry(listener),
      onWebhook: (listener) => inbox.onWebhook(listener),
      onTableWritten: (listener) => void control.tableListeners.push(listener),
    },
    now: () => ({
      regions: regions.map((region) => ({
        ...fleet.status(region),
        seat: region === deployment.primaryRegion ? 'primary' : 'secondary',
      })),
      writerRegion: globalDatabase.writerRegion(),
      healthChecks: route53.checker.statuses(),
      links: links.statuses(),
      faults: faults.list(),
      trafficRegions: route53.addressesOf(api).flatMap((address) => regionsByAddress.get(address) ?? []),
    }),
    timeline: () => timeline.entries(),
    webhooks: () => inbox.received(),
    eventsFile: (region) => dataDir.eventsFile(region),
    logFile: (region) => dataDir.logFile(region),
    addressOf(name) {
      const host = route53.addressOf(name);
      return host === undefined ? undefined : { host, port: plan.base };
    },
    askRegion: (region, hook, waitMsMax) => callRegion({ endpoint: plan.aws(region), token }, hook, {}, waitMsMax),
    callTables: (action, input) => callTables({ quorum: plan.quorum, token }, action, input),
    invoke: (region, functionName, payload) =>
      invokeFunction({ endpoint: urlOf(plan.aws(region)), region }, functionName, payload),
    kill: (region) => fleet.kill(region),
    restore: (region) => fleet.restore(region),
    addFault: (fault) => faults.add(fault),
    heal: (id) => (id === undefined ? faults.healAll() : faults.heal(id)),
  };
}
