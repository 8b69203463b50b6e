import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventChanges } from '../../src/release/event-changes.ts';
import { releaseFaults } from '../../src/release/release-faults.ts';

const published = JSON.parse(
  readFileSync(new URL('../../../../docs/reference/events.asyncapi.json', import.meta.url), 'utf8'),
);

// biome-ignore lint/suspicious/noExplicitAny: a document is changed in places that its type would have to name
type Messages = any;

function changed(change: (messages: Messages) => void, service = 'merchants') {
  const after = structuredClone(published);
  change(after.components.messages);
  return eventChanges(service, published, after);
}

const dataOf = (messages: Messages) => messages.MerchantClosed.payload.properties.data;
const renames = ({ ...messages }: Messages, all: Messages) => Object.assign(all, messages);

test('events of another service are none of this one’s changes', () => {
  const change = (messages: Messages) => {
    delete messages.MerchantClosed;
  };
  expect(changed(change, 'validation')).toEqual([]);
  expect(changed(change)).toEqual([{ kind: 'breaking', text: 'MerchantClosed is gone' }]);
});

test('a field that events gain breaks nothing', () => {
  const changes = changed((messages) => {
    dataOf(messages).properties.note = { type: 'string' };
  });
  expect(changes).toEqual([{ kind: 'compatible', text: 'MerchantClosed: data.note is new' }]);
  expect(releaseFaults({ project: 'merchants', changes: { api: [], events: changes }, saysBreaking: false })).toEqual(
    [],
  );
});

test('a new event breaks nothing', () => {
  const changes = changed((messages) =>
    renames({ MerchantReopened: structuredClone(messages.MerchantClosed) }, messages),
  );
  expect(changes).toEqual([{ kind: 'compatible', text: 'MerchantReopened is new' }]);
});

test.each<[string, (messages: Messages) => void]>([
  [
    'loses a field',
    (messages) => {
      delete dataOf(messages).properties.reason;
    },
  ],
  [
    'may lack a field',
    (messages) => {
      dataOf(messages).required = ['merchantId'];
    },
  ],
  [
    'says it by another type',
    (messages) => {
      dataOf(messages).properties.reason = { type: 'integer' };
    },
  ],
])('an event that %s is refused, whatever a commit says', (_, change) => {
  const events = changed(change);
  expect(events.some(({ kind }) => kind === 'breaking')).toBe(true);
  for (const saysBreaking of [false, true]) {
    const faults = releaseFaults({ project: 'merchants', changes: { api: [], events }, saysBreaking });
    expect(faults[0]).toMatch(/^merchants: MerchantClosed.*an event that breaks needs a new name$/);
  }
});

test('an event that is gone, and an API that breaks, need a commit that says so', () => {
  const gone = { kind: 'breaking', text: 'MerchantClosed is gone' } as const;
  const route = { kind: 'breaking', text: 'GET /v1/merchants is gone' } as const;
  const changes = { api: [route], events: [gone] };
  const faults = releaseFaults({ project: 'merchants', changes, saysBreaking: false });
  expect(faults).toHaveLength(2);
  for (const fault of faults) expect(fault).toContain('feat(merchants)!: …');
  expect(releaseFaults({ project: 'merchants', changes, saysBreaking: true })).toEqual([]);
});
