import { apiCompare } from 'api-smart-diff';

/** A change of a published document. */
export interface ApiChange {
  readonly kind: 'breaking' | 'compatible';
  /** Says where and what, e.g. `POST /v1/merchants: request field name has another maxLength`. */
  readonly text: string;
}

type Found = ReturnType<typeof apiCompare>['diffs'][number];

/** The names of methods in OpenAPI's path items. */
const methods: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete']);

/**
 * Changes between two OpenAPI documents, as a client meets them: those of descriptions and examples are left out.
 *
 * @param before as it was released; undefined for a new API
 */
export function apiChanges(before: object | undefined, after: object | undefined): readonly ApiChange[] {
  if (before === undefined || after === undefined) {
    if (before === after) return [];
    return before === undefined
      ? [{ kind: 'compatible', text: 'a new API' }]
      : [{ kind: 'breaking', text: 'the API is gone' }];
  }
  const { diffs } = apiCompare(before, after);
  const changes = diffs
    // A schema that operations share is compared in each of them, where its direction is known.
    .filter(({ path: [root], type }) => root === 'paths' && type !== 'annotation')
    .map((found): ApiChange => ({ kind: isBreaking(found) ? 'breaking' : 'compatible', text: textOf(found) }));
  return [...new Map(changes.map((change) => [`${change.kind} ${change.text}`, change])).values()];
}

/** The library takes a string for a wider integer in answers, which no reader of JSON does. */
function isBreaking({ type, action, path }: Found): boolean {
  const ofAnotherType = action === 'replace' && ['type', 'format', 'const'].includes(String(path.at(-1)));
  return type === 'breaking' || (ofAnotherType && path.includes('responses'));
}

const verbs: Readonly<Record<string, string>> = {
  add: 'is new',
  remove: 'is gone',
  replace: 'is another',
  rename: 'is renamed',
};

function textOf({ path, action, before, after }: Found): string {
  const [, ...parts] = path.map(String).filter((part) => part !== '');
  const [address = '', method = '', ...rest] = parts;
  const operation = methods.has(method) ? `${method.toUpperCase()} ${address}` : address;
  const verb = verbs[action] ?? action;
  if (rest.length === 0) return `${operation} ${verb}`;
  const response = rest[0] === 'responses' ? `answer ${rest[1]}` : rest[0] === 'requestBody' ? 'body' : rest[0];
  const field = rest.flatMap((part, at) => (rest[at - 1] === 'properties' ? [part] : [])).join('.');
  const what = [response, field].filter(Boolean).join(' ');
  const last = rest.at(-1) ?? '';
  if (rest.at(-2) === 'required') {
    const name = String(action === 'remove' ? before : after);
    return `${operation}: ${what} ${[field, name].filter(Boolean).join('.') === field ? '' : name} ${action === 'remove' ? 'may be absent' : 'is required'}`.replace(
      / +/g,
      ' ',
    );
  }
  if (rest.at(-2) === 'properties' || rest.length <= 2) return `${operation}: ${what} ${verb}`;
  return `${operation}: ${what} has ${action === 'remove' ? 'no' : 'another'} ${last}${spelled(before, after)}`;
}

function spelled(before: unknown, after: unknown): string {
  const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
  return isPlain(before) && isPlain(after) ? ` (${before} → ${after})` : '';
}
