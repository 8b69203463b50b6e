import {
  commandKey,
  eventIdOf,
  fingerprintOf,
  type JournalRecord,
  journalSlotOf,
  PaymentAccepted,
} from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { acceptedEventOf } from '../../src/domain/accepted-event.ts';
import { aCommand } from '../support/a-command.ts';

const command = aCommand({ traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` });
const record = {
  ...commandKey(command.commandId),
  command,
  fingerprint: fingerprintOf(command),
  slot: journalSlotOf(command),
  epoch: 3,
  region: 'us-east-1',
  response: { status: 202, body: '{}' },
} satisfies JournalRecord;

test('announces a journaled command as its first announcement did, from the region that announces now', () => {
  const event = PaymentAccepted.schema.parse(acceptedEventOf(record, 'us-east-2'));
  expect(event).toMatchObject({
    id: eventIdOf({
      aggregateId: command.paymentId,
      version: 1,
      type: 'PaymentAccepted',
      commandId: command.commandId,
    }),
    time: command.acceptedAt,
    causationid: command.commandId,
    commandid: command.commandId,
    traceparent: command.traceparent,
    epoch: 3,
    originregion: 'us-east-2',
    data: command,
  });
});
