import type { FailoverReport } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { readFailovers } from '../../src/ordering/read-failovers.ts';
import { FakeRegionState } from '../support/fakes.ts';

/** Epochs that were asked for; every one but epoch 3 has a report. */
async function read(epoch: number, request: { readonly epoch?: number; readonly limit?: number } = {}) {
  const asked: number[] = [];
  const records = {
    readReport: async (it: number) => {
      asked.push(it);
      return it === 3 ? undefined : ({ epoch: it } as FailoverReport);
    },
  };
  const { reports } = await readFailovers(
    { state: new FakeRegionState({ epoch }), records },
    { limit: 20, ...request },
  );
  return { asked, found: reports.map((report) => report.epoch) };
}

test('13 lists epochs newest first, down to the first that a failover began', async () => {
  expect(await read(4)).toEqual({ asked: [4, 3, 2], found: [4, 2] });
  expect(await read(1)).toEqual({ asked: [], found: [] });
});

test('13 lists no more than it is asked for', async () => {
  expect((await read(9, { limit: 2 })).asked).toEqual([9, 8]);
});

test('13 shows one epoch', async () => {
  expect(await read(9, { epoch: 5 })).toEqual({ asked: [5], found: [5] });
});
