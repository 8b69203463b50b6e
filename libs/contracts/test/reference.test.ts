import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type ApiRoute,
  asyncApiDocument,
  eventOf,
  eventTypes,
  openApiDocument,
  PaymentRejected,
} from '../src/index.ts';

const file = new URL('../../../docs/reference/events.asyncapi.json', import.meta.url);
const ajv = () => new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false });

interface Document {
  readonly components: {
    readonly schemas: Record<string, object>;
    readonly messages: Record<string, { payload: object }>;
  };
  readonly paths: Record<string, Record<string, { parameters: object[]; responses: Record<string, object> }>>;
}

describe('the AsyncAPI document', () => {
  const document = JSON.parse(JSON.stringify(asyncApiDocument())) as Document;

  test('is the published one; if not, run node bin/write-reference.ts && npm run format', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(document);
  });

  test('has a message for every event type', () => {
    expect(Object.keys(document.components.messages)).toEqual(Object.keys(eventTypes));
  });

  test('has schemas that take an event of ours and refuse one without its reason', () => {
    const { payload } = document.components.messages['PaymentRejected'] ?? { payload: {} };
    const accepts = ajv().compile(payload);
    const event = eventOf(
      PaymentRejected,
      {
        subject: `pay_${'0'.repeat(32)}`,
        aggregateVersion: 2,
        time: '2030-01-31T12:00:00.000Z',
        correlationId: 'journey',
        causationId: 'cause',
        epoch: 1,
        originRegion: 'us-east-1',
      },
      { paymentId: `pay_${'0'.repeat(32)}`, merchantId: 'acme', amountMinor: '1050', currency: 'EUR', reason: 'floor' },
    );
    expect(accepts(event)).toBe(true);
    const { reason: _, ...rest } = event.data;
    expect(accepts({ ...event, data: rest })).toBe(false);
  });
});

describe('an OpenAPI document', () => {
  const Thing = z.strictObject({ name: z.string().max(3).meta({ example: 'abc' }) }).meta({ id: 'Thing' });
  const route: ApiRoute = {
    method: 'POST',
    path: '/v1/things/{id}',
    operationId: 'changeThing',
    summary: 'Change a thing',
    access: { scope: 'payments:write' },
    idempotencyKey: 'required',
    pathParameters: { id: z.string() },
    query: z.strictObject({ limit: z.coerce.number().int().min(1).default(20), of: z.string() }),
    condition: 'If-Match',
    body: Thing,
    answer: {
      status: 200,
      description: 'The thing',
      schema: z.object({ thing: Thing }),
      headers: { ETag: 'Version of the thing' },
    },
    problems: ['not_found', 'region_not_active'],
  };
  const document = openApiDocument({
    service: 'validation',
    description: 'Things',
    routes: [route],
  }) as unknown as Document;
  const operation = document.paths['/v1/things/{id}']?.['post'];

  test('says where an operation stands that is not below the service', () => {
    const own: ApiRoute = { ...route, path: '/things', below: 'public-name' };
    const { paths } = openApiDocument({ service: 'validation', description: 'Things', routes: [route, own] });
    const urlOf = (path: string) =>
      (paths as Record<string, Record<string, { servers?: { url: string }[] }>>)[path]?.['post']?.servers?.[0]?.url;
    expect(urlOf('/things')).toBe('https://api.{suffix}.redoubt.example');
    expect(urlOf('/v1/things/{id}')).toBeUndefined();
  });

  test('names a schema once and refers to it', () => {
    expect(document.components.schemas['Thing']).toMatchObject({ additionalProperties: false });
    expect(JSON.stringify(operation)).toContain('{"$ref":"#/components/schemas/Thing"}');
    expect(JSON.stringify(document)).not.toContain('$defs');
  });

  test('lists every status with its codes, and Retry-After', () => {
    expect(Object.keys(operation?.responses ?? {})).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '413',
      '415',
      '429',
      '500',
      '503',
    ]);
    expect(operation?.responses['400']).toMatchObject({
      description: expect.stringContaining('idempotency_key_missing'),
    });
    expect(operation?.responses['503']).toHaveProperty('headers.Retry-After');
  });

  test.each([
    [
      'the way in, and what is refused at the door',
      { access: { scope: 'payments:write' } },
      [{ accessKey: ['payments:write'] }],
      ['access_key_invalid'],
      ['access_denied'],
    ],
    ['the way in of operators', { access: 'operator' }, [{ operator: [] }], [], ['access_denied']],
    ['that everyone may', { access: 'public' }, [], [], []],
    [
      'that a key is for one merchant, where one is named in the body',
      { body: z.strictObject({ merchant_id: z.string() }).meta({ id: 'Owned' }) },
      [{ accessKey: ['payments:write'] }],
      ['access_key_invalid'],
      ['access_denied', 'merchant_mismatch'],
    ],
    [
      'that a key is for one merchant, where one is named in the query',
      { query: z.strictObject({ merchant_id: z.string() }) },
      [{ accessKey: ['payments:write'] }],
      ['access_key_invalid'],
      ['access_denied', 'merchant_mismatch'],
    ],
  ] as const)('says %s', (_, over, security, unknown, forbidden) => {
    const routes = [{ ...route, ...over } as ApiRoute];
    const { paths } = openApiDocument({ service: 'validation', description: 'Things', routes });
    const described = (paths as Record<string, Record<string, object>>)['/v1/things/{id}']?.['post'];
    expect(described).toMatchObject({ security });
    const { responses } = described as { responses: Record<string, { description: string }> };
    const codesOf = (status: string) =>
      [...(responses[status]?.description ?? '').matchAll(/`(\w+)`/g)].map(([, code]) => code);
    expect([codesOf('401'), codesOf('403')]).toEqual([unknown, forbidden]);
  });

  test('lists parameters of path, query and headers, required or not', () => {
    expect(operation?.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true },
      { name: 'limit', in: 'query', required: false, schema: { type: 'integer', minimum: 1, default: 20 } },
      { name: 'of', in: 'query', required: true },
      { name: 'Idempotency-Key', in: 'header', required: true },
      { name: 'If-Match', in: 'header', required: false },
      { name: 'X-Correlation-Id', in: 'header', required: false },
    ]);
  });

  test('lists the key of a route that works without one as not required', () => {
    const routes = [{ ...route, idempotencyKey: 'optional' } as const];
    const document = openApiDocument({ service: 'validation', description: 'Things', routes }) as unknown as Document;
    const { parameters, responses } = document.paths['/v1/things/{id}']?.['post'] ?? {};
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', required: false }));
    expect(responses?.['400']).not.toMatchObject({ description: expect.stringContaining('idempotency_key_missing') });
  });

  test('lists the headers of an answer, and 304', () => {
    expect(operation?.responses['200']).toHaveProperty('headers.ETag');
    expect(operation?.responses).not.toHaveProperty('304');
    const routes = [{ ...route, method: 'GET', condition: 'If-None-Match' } as const];
    const document = openApiDocument({ service: 'validation', description: 'Things', routes }) as unknown as Document;
    expect(document.paths['/v1/things/{id}']?.['get']?.responses).toHaveProperty('304');
  });

  test('has schemas of JSON Schema 2020-12', () => {
    for (const schema of Object.values(document.components.schemas)) expect(() => ajv().compile(schema)).not.toThrow();
    expect(document.components.schemas['Thing']).toHaveProperty('properties.name.examples', ['abc']);
  });
});
