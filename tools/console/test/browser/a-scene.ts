import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AHost, aKnownNow, anEvent, aStateItem, paymentId } from '../a-host.ts';
import { freePort } from '../free-port.ts';

const seconds = (before: number) => ({ S: new Date(Date.now() - before * 1000).toISOString() });
const record = (stage: string, from: number, to: number, text: string) => ({
  M: { stage: { S: stage }, startedAt: seconds(from), endedAt: seconds(to), text: { S: text } },
});

const stagesOf = () => ({
  L: [
    record('promote-database', 52.9, 52.4, 'the cluster takes writes'),
    record('wait-lease', 52.9, 51.9, 'leases of the epoch before have ended'),
    record('open-writes', 51.9, 51.1, 'writes are open under epoch 2; opened by transactions'),
    record('recover-services', 51.1, 47.3, '2 services recovered: 6 commands applied again, 0 in doubt'),
    record('verify-canary', 47.3, 46.4, 'a canary was accepted and captured'),
  ],
});

/** Item of the report on a failover from the first region to the second one. */
function aReportItem() {
  return {
    pk: { S: 'report#2' },
    epoch: { N: '2' },
    kind: { S: 'fail_over' },
    fromRegion: { S: 'us-east-1' },
    toRegion: { S: 'us-east-2' },
    outcome: { S: 'recovered' },
    execution: { S: 'fail-over-epoch-2' },
    attempt: { N: '1' },
    lastHealthyAt: seconds(56),
    firstBreachAt: seconds(55),
    decidedAt: seconds(53.5),
    signals: { L: [{ S: 'acknowledge' }, { S: 'reach' }] },
    evidence: { L: [{ M: { atMs: { N: '1' } } }] },
    achieved: { M: { decidedMs: { N: '2500' }, writerMs: { N: '3600' }, openMs: { N: '4900' } } },
    stages: stagesOf(),
    recovery: { M: {} },
    faults: { M: { skipRecover: { BOOL: false } } },
  };
}

const aWatch = (region: string) => ({
  pk: { S: `watch#${region}` },
  region: { S: region },
  at: seconds(1),
  epoch: { N: '1' },
  assessment: { S: 'well' },
  signals: {
    L: [
      { M: { signal: { S: 'acknowledge' }, reading: { S: 'good' }, isDown: { BOOL: false } } },
      { M: { signal: { S: 'book' }, reading: { S: 'bad' }, isDown: { BOOL: true }, badSince: seconds(3) } },
    ],
  },
  duty: { S: 'none' },
  because: { L: [] },
});

const aHeartbeat = (region: string) => ({
  pk: { S: `heartbeat#${region}` },
  region: { S: region },
  epoch: { N: '1' },
  at: seconds(0),
  booking: { M: { status: { S: 'good' }, since: seconds(60), oldestUnbookedMs: { N: '120' } } },
});

export interface Scene extends AsyncDisposable {
  readonly host: AHost;
}

/** Both regions run, payments flow, all is well. */
export async function aQuietScene(): Promise<Scene> {
  const host = new AHost({ host: '127.0.0.1', port: await freePort() });
  const api = await silentApi();
  host.api = { host: '127.0.0.1', port: (api.address() as AddressInfo).port };
  host.put(aStateItem());
  host.put(aHeartbeat('us-east-1'));
  host.put(aWatch('us-east-2'));
  host.answers.set('us-east-1 database', { isWriter: true, isStreaming: false });
  host.answers.set('us-east-2 database', { isWriter: false, isStreaming: true, lagMs: 420 });
  host.answers.set('failover-explain-failover-dev', {
    region: 'us-east-2',
    now: new Date().toISOString(),
    failoverMode: 'approve',
    state: { ...plainState, since: new Date().toISOString() },
    obstacles: [{ text: 'validation: rules_not_loaded', mend: 'deploy validation', isForceable: true }],
  });
  for (const region of ['us-east-1', 'us-east-2'] as const) {
    host.answers.set(`${region} queue-depths`, [
      { name: 'payments-dead-letters-dev', visible: 1, inFlight: 0, delayed: 0, oldestAgeSeconds: 900 },
      { name: 'payments-queue-dev', visible: 2, inFlight: 1, delayed: 0, oldestAgeSeconds: 0.4 },
    ]);
    host.answers.set(`${region} alarms-ringing`, [{ name: 'ledger-cpu-dev', since: Date.now() - 5000 }]);
    const time = new Date().toISOString();
    host.announce(region, anEvent('PaymentAccepted', { time, aggregateversion: 1 }));
    host.announce(region, anEvent('PaymentCaptured', { time }));
    host.announce(region, anEvent('PaymentCaptured', { time }, { paymentId: paymentId.replace('0123', 'ffff') }));
  }
  host.happened({ region: 'us-east-1', stage: 'region', text: 'is ready' });
  return { host, [Symbol.asyncDispose]: async () => void api.close() };
}

/** The primary is dead, the second region has taken over; a further failover would wait for a person. */
export async function aLostPrimary(): Promise<Scene> {
  const scene = await aQuietScene();
  const { host } = scene;
  const known = aKnownNow();
  host.known = {
    ...known,
    regions: known.regions.map((it) => (it.region === 'us-east-1' ? { ...it, process: 'killed' } : it)),
    writerRegion: 'us-east-2',
    trafficRegions: ['us-east-2'],
    faults: [
      {
        id: 'fault-1',
        since: new Date().toISOString(),
        fault: { kind: 'isolate', region: 'us-east-2', fromInternet: false, seed: 7 },
      },
    ],
  };
  host.answers.delete('us-east-1 database');
  host.answers.set('us-east-2 database', { isWriter: true, isStreaming: false });
  host.put(aReportItem());
  const question = {
    M: {
      toRegion: { S: 'us-east-1' },
      askedAt: seconds(4),
      answerBy: seconds(-56),
      afterwards: { S: 'stand_down' },
      cause: { S: 'cannot_acknowledge' },
      down: { L: [{ M: { signal: { S: 'acknowledge' }, since: seconds(6) } }] },
    },
  };
  host.put(
    aStateItem({
      epoch: { N: '2' },
      activeRegion: { S: 'us-east-2' },
      fromRegion: { S: 'us-east-1' },
      since: seconds(53),
      stages: stagesOf(),
      question,
    }),
  );
  host.happened({ region: 'us-east-1', stage: 'region', text: 'killed with its 11 processes' });
  return scene;
}

const plainState = {
  pk: 'region-state',
  version: 1,
  epoch: 1,
  activeRegion: 'us-east-1',
  writerEpoch: 1,
  mode: 'open',
  stage: 'verified',
  by: 'seed',
  stages: [],
  automaticMoves: [],
} as const;

/** An API that knows no payment. */
async function silentApi(): Promise<Server> {
  const server = createServer((_, outgoing) => void outgoing.writeHead(404).end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
