import { createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PaymentsApi } from '../../src/adapters/payments-api.ts';
import { type Detection, nothingSeen } from '../../src/domain/detection.ts';
import type { FailoverOrder } from '../../src/domain/failover-order.ts';
import { confirmOrder } from '../../src/takeover/confirm-order.ts';
import { watchRegion } from '../../src/watching/watch-region.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { acting, aReplica, FakeRegionState, policy, readyGrounds, sourcesOf } from '../support/fakes.ts';
import { anObservation, beganMs, intervalMs } from '../support/observations.ts';

/**
 * Goal: the only call that watch and confirm-order make to the other region can neither hold them up nor stop them.
 *
 * Method: the region is lost and its name leads to a socket that takes connections and never says a word, which is worse than
 * one that refuses. The watcher decides all the same, and the stage confirms what it has decided.
 */
async function aSilentRegion(): Promise<PaymentsApi> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const realFetch = globalThis.fetch;
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) =>
    realFetch(`http://127.0.0.1:${address.port}${url.pathname}`, init),
  );
  onTestFinished(() => {
    vi.unstubAllGlobals();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return new PaymentsApi({ name: 'us-east-1.api.dev.redoubt.example', timeoutMs: 20 });
}

async function aSurvivor() {
  const clock = new FakeClock(beganMs + intervalMs);
  const started: FailoverOrder[] = [];
  // Its last heartbeat is of before the loss.
  const lastWords = sourcesOf([anObservation()], clock);
  const survivor = {
    ...readyGrounds(),
    peerRegion: 'us-east-1',
    policy,
    acting,
    state: new FakeRegionState(),
    sources: { ...lastWords, peerApi: await aSilentRegion() },
    database: { own: async () => aReplica },
    machine: {
      start: async (order: FailoverOrder) => {
        started.push(order);
        return 'started' as const;
      },
    },
    drills: undefined,
  };
  return { survivor, clock, started };
}

test('FO1: watch decides without an answer of the lost region, and confirm-order confirms it', async () => {
  const { survivor, clock, started } = await aSurvivor();
  let detection: Detection = nothingSeen(1);
  for (let look = 0; started.length === 0 && look < 2 * policy.windowLength; look++) {
    ({ detection } = await watchRegion(survivor, detection));
    clock.spend(intervalMs);
  }
  const [order] = started;
  expect(order).toMatchObject({ kind: 'fail_over', toRegion: 'us-east-2' });
  if (order === undefined) return;
  const confirmation = await confirmOrder(survivor, { order, execution: 'fail-over-epoch-2-1' });
  expect(confirmation.outcome).toBe('confirmed');
});
