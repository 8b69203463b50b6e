import { type ValueTest, valueTest } from './pattern-operators.ts';

/** Tells whether an event matches a rule. */
export type EventPattern = (event: unknown) => boolean;

/**
 * Reads an EventBridge event pattern.
 *
 * All fields of a pattern must match, any entry of a list may. Where the event has a list, any of its values may match.
 *
 * @throws Error for what EventBridge would refuse and for what is not simulated
 */
export function eventPattern(pattern: unknown): EventPattern {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern) || Object.keys(pattern).length === 0) {
    throw new Error(`an event pattern is an object with at least one field, got ${JSON.stringify(pattern)}`);
  }
  const tests = Object.entries(pattern).map(([field, expected]) =>
    field === '$or' ? anyOf(expected) : fieldTest(field, expected),
  );
  return (event) => tests.every((test) => test(event));
}

function anyOf(alternatives: unknown): EventPattern {
  if (!Array.isArray(alternatives) || alternatives.length < 2) {
    throw new Error(`$or takes at least two patterns, got ${JSON.stringify(alternatives)}`);
  }
  const tests = alternatives.map(eventPattern);
  return (event) => tests.some((test) => test(event));
}

function fieldTest(field: string, expected: unknown): EventPattern {
  if (!Array.isArray(expected)) {
    const below = eventPattern(expected);
    return (event) => {
      const value = fieldOf(event, field);
      return Array.isArray(value) ? value.some(below) : below(value);
    };
  }
  if (expected.length === 0) throw new Error(`${field}: an empty list matches nothing`);
  const tests = expected.map(valueTest);
  return (event) => anyValue(fieldOf(event, field), tests);
}

function anyValue(value: unknown, tests: readonly ValueTest[]): boolean {
  const values = Array.isArray(value) ? value : [value];
  return values.some((one) => tests.some((test) => test(one)));
}

function fieldOf(event: unknown, field: string): unknown {
  return typeof event === 'object' && event !== null && Object.hasOwn(event, field)
    ? (event as Readonly<Record<string, unknown>>)[field]
    : undefined;
}
