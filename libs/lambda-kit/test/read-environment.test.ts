import { expect, test } from 'vitest';
import { z } from 'zod';
import { readEnvironment } from '../src/read-environment.ts';

const Schema = z.object({ TABLE: z.string().min(1), LIMIT: z.coerce.number().int() });

test('reads what the schema names and leaves the rest', () => {
  expect(readEnvironment(Schema, { TABLE: 'journal', LIMIT: '5', HOME: '/' })).toEqual({ TABLE: 'journal', LIMIT: 5 });
});

test('names every variable that is missing or wrong, and shows no value', () => {
  const read = () => readEnvironment(Schema, { LIMIT: 'secret-value' });
  expect(read).toThrow(/TABLE.*LIMIT/);
  expect(read).not.toThrow(/secret-value/);
});
