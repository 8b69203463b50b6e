import { readdirSync, readFileSync } from 'node:fs';

const reference = new URL('../../../docs/reference/', import.meta.url);

/** Services in the order in which a merchant meets them; any other comes after. */
const first: readonly string[] = ['validation', 'transactions', 'notifications'];
const others = readdirSync(reference)
  .filter((file) => file.endsWith('.openapi.json'))
  .map((file) => file.replace('.openapi.json', ''))
  .filter((service) => !first.includes(service));

/** Every service with a reference. Routes of operators are left out below. */
const services = [...first, ...others.sort()];

/** Headers that no method of the client takes: it makes idempotency keys itself, and an answer without a body (304) is none. */
const unoffered: readonly string[] = ['Idempotency-Key', 'If-None-Match'];

/** Schemas that no operation mentions, and merchants receive. */
const received = ['Webhook', 'Problem'] as const;

interface Operation {
  readonly servers?: readonly { readonly url: string }[];
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly { readonly name: string }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}

type Schemas = Readonly<Record<string, unknown>>;

interface ServiceDocument {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Schemas };
}

/** All that a merchant may call, as one OpenAPI document, and the paths whose POST takes an idempotency key. */
export interface MerchantDocument {
  readonly document: Pick<ServiceDocument, 'paths' | 'components'> & {
    readonly openapi: '3.1.0';
    readonly info: object;
  };
  readonly keyedPaths: readonly string[];
}

/** Makes one document of those in `docs/reference`: paths begin below the public name, refusals are left out. */
export function merchantDocument(): MerchantDocument {
  const paths: Record<string, Record<string, Operation>> = {};
  const keyedPaths: string[] = [];
  let schemas: Schemas = {};
  for (const service of services) {
    const { servers, paths: own, components } = documentOf(service);
    schemas = merged(schemas, components.schemas);
    for (const [path, methods] of Object.entries(own))
      for (const [method, operation] of Object.entries(methods).filter(([, one]) => isForMerchants(one))) {
        const whole = `${basePathOf(operation.servers ?? servers)}${path}`;
        paths[whole] = { ...paths[whole], [method]: asOffered(operation) };
        if (operation.parameters.some(({ name }) => name === 'Idempotency-Key')) keyedPaths.push(whole);
      }
  }
  const info = { title: 'Redoubt for merchants', version: '1' };
  const document = { openapi: '3.1.0' as const, info, paths, components: { schemas: mentioned(schemas, paths) } };
  return { document, keyedPaths };
}

const documentOf = (service: string): ServiceDocument =>
  JSON.parse(readFileSync(new URL(`${service}.openapi.json`, reference), 'utf8'));

const isForMerchants = ({ security }: Operation): boolean => security.some((way) => 'accessKey' in way);

const basePathOf = ([server]: ServiceDocument['servers']): string =>
  /^https:[/][/][^/]+(.*)$/.exec(server?.url ?? '')?.[1] ?? '';

/** An operation as the client's methods offer it: every refusal is an error of one class. */
function asOffered({ servers: _, parameters, responses, ...operation }: Operation): Operation {
  return {
    ...operation,
    parameters: parameters.filter(({ name }) => !unoffered.includes(name)),
    responses: Object.fromEntries(Object.entries(responses).filter(([status]) => status.startsWith('2'))),
  };
}

/** @throws Error when two services mean different things by one name */
function merged(before: Schemas, own: Schemas): Schemas {
  const other = Object.keys(own).filter((name) => name in before && !isSame(before[name], own[name]));
  if (other.length > 0) throw new Error(`services mean different things by the schemas ${other.join(', ')}`);
  return { ...before, ...own };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The schemas that operations for merchants lead to, directly or through others. */
function mentioned(schemas: Schemas, paths: object): Schemas {
  const found = new Set<string>(received);
  const follow = (value: unknown): void => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (found.has(name)) continue;
      found.add(name);
      follow(schemas[name]);
    }
  };
  follow([paths, received.map((name) => schemas[name])]);
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => found.has(name)));
}
