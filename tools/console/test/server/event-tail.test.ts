import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EventTail } from '../../src/server/state/event-tail.ts';
import { anEvent } from '../a-host.ts';

function aFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'tail-')), 'events.ndjson');
}

test('reads each event once, as the file grows', () => {
  const file = aFile();
  const tail = new EventTail(file);
  expect(tail.look()).toEqual([]);
  writeFileSync(file, `${JSON.stringify(anEvent('PaymentAccepted'))}\n`);
  expect(tail.look().map(({ detailType }) => detailType)).toEqual(['PaymentAccepted']);
  expect(tail.look()).toEqual([]);
  appendFileSync(file, `${JSON.stringify(anEvent('PaymentCaptured'))}\n`);
  expect(tail.look().map(({ detailType }) => detailType)).toEqual(['PaymentCaptured']);
  tail.close();
});

test('waits for the rest of half a line', () => {
  const file = aFile();
  const line = `${JSON.stringify(anEvent('PaymentAccepted', {}, { reference: 'Zürich' }))}\n`;
  const bytes = Buffer.from(line);
  const cut = bytes.indexOf(0xc3) + 1;
  const tail = new EventTail(file);
  writeFileSync(file, bytes.subarray(0, cut));
  expect(tail.look()).toEqual([]);
  appendFileSync(file, bytes.subarray(cut));
  expect(tail.look()[0]?.detail).toMatchObject({ data: { reference: 'Zürich' } });
  tail.close();
});

test('goes on behind the half line that a kill has left', () => {
  const file = aFile();
  writeFileSync(file, `{"at":"20\n${JSON.stringify(anEvent('PaymentCaptured'))}\n`);
  const tail = new EventTail(file);
  expect(tail.look().map(({ detailType }) => detailType)).toEqual(['PaymentCaptured']);
  tail.close();
});
