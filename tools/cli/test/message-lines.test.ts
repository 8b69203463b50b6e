import { expect, test } from 'vitest';
import { messageLines } from '../src/output/message-lines.ts';

const aMessage = {
  at: '2030-01-31T12:00:00.000Z',
  region: 'us-east-1',
  kind: 'email',
  messageId: 'm-1',
  from: 'notifications@dev.redoubt.example',
  to: ['books@shop.example'],
  subject: 'Payment is captured: 10.50 EUR',
  text: 'Payment pay_1 is captured.\n\nVersion 2\n',
} as const;

test('a mail is shown with its sender, subject and text', () => {
  expect(messageLines(aMessage)).toEqual([
    '2030-01-31T12:00:00.000Z  us-east-1  email to books@shop.example from notifications@dev.redoubt.example',
    '  Subject: Payment is captured: 10.50 EUR',
    '  Payment pay_1 is captured.',
    '',
    '  Version 2',
    '',
  ]);
});

test('a text message has neither sender nor subject', () => {
  const { from: _, subject: __, ...text } = aMessage;
  expect(messageLines({ ...text, kind: 'sms', to: ['+4915112345678'] }).slice(0, 2)).toEqual([
    '2030-01-31T12:00:00.000Z  us-east-1  sms to +4915112345678',
    '  Payment pay_1 is captured.',
  ]);
});

test('control characters of a message do nothing to the terminal', () => {
  const lines = messageLines({ ...aMessage, text: '\u001b[2Jhello' });
  expect(lines.join('')).toContain('hello');
  expect(lines.join('')).not.toContain('\u001b');
});
