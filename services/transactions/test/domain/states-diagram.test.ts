import { OperationName, PaymentStatus } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { statesDiagram } from '../../src/domain/states-diagram.ts';
import { isBooked, ledgerStatuses, operations, transitions } from '../../src/domain/transitions.ts';

test('keeps the diagram in docs equal to the table', async () => {
  await expect(statesDiagram()).toMatchFileSnapshot('../../../../docs/payment-states.md');
});

test('names statuses and operations as contracts does', () => {
  expect(ledgerStatuses).toEqual(PaymentStatus.options);
  expect(operations).toEqual(OperationName.options);
});

test('leads to every status but the first, and uses every operation', () => {
  expect(ledgerStatuses.filter((status) => !isBooked(status))).toEqual(['accepted']);
  expect(new Set(transitions.map(({ operation }) => operation))).toEqual(new Set(operations));
});

test('has one way from a status by an operation', () => {
  const ways = transitions.map(({ from, operation }) => `${from} ${operation}`);
  expect(new Set(ways).size).toBe(ways.length);
});
