import type { z } from 'zod';
import { type JsonObject, publishedSchema } from '../json-schema.ts';
import type { ApiDescription, ApiRoute } from './api-route.ts';
import { headers, IdempotencyKey } from './headers.ts';
import { Problem, type ProblemCode, problemMediaType, problems } from './problem.ts';

/** Problems of every route. */
const anywhere: readonly ProblemCode[] = ['too_many_requests', 'internal_error'];

/** Problems of every route with a body. */
const withBody: readonly ProblemCode[] = ['malformed_request', 'payload_too_large', 'unsupported_media_type'];

const schemasAt = '#/components/schemas';

/** The OpenAPI 3.1 document of a service, from the schemas that its gateway and its handlers use. */
export function openApiDocument({ service, description, routes }: ApiDescription): JsonObject {
  const schemas: Record<string, unknown> = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  schemas['Problem'] = publishedSchema(Problem, schemasAt, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: `Redoubt ${service}`,
      version: '1',
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: serversAt(`/${service}`),
    paths,
    components: {
      securitySchemes,
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}

/** The ways in: a merchant's key, and the signed requests of operators. */
const securitySchemes = {
  accessKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of the merchant, `rk_live_…` or `rk_test_…`, with the scope that the operation names',
  },
  operator: {
    type: 'apiKey',
    in: 'header',
    name: headers.authorization,
    description: "AWS Signature Version 4 of one of the environment's roles for operators",
    'x-amazon-apigateway-authtype': 'awsSigv4',
  },
} as const;

/** The way in to a route; none to one that is public. */
function securityOf({ access }: ApiRoute): readonly JsonObject[] {
  if (access === 'public') return [];
  return access === 'operator' ? [{ operator: [] }] : [{ accessKey: [access.scope] }];
}

/** Refusals at the door, one that can not look keys up now, and that of a merchant for whom the key is not. */
function doorProblems({ access, body, query }: ApiRoute): readonly ProblemCode[] {
  if (access === 'public') return [];
  if (access === 'operator') return ['access_denied'];
  const namesMerchant = [body, query].some((schema) => 'merchant_id' in (schema?.shape ?? {}));
  const mismatch = namesMerchant ? (['merchant_mismatch'] as const) : [];
  return ['access_key_invalid', 'access_denied', ...mismatch, 'store_unreachable'];
}

/** The public name, whose suffix is the environment's. */
const serversAt = (path: string): readonly JsonObject[] => [
  {
    url: `https://api.{suffix}.redoubt.example${path}`,
    variables: { suffix: { default: 'dev', description: 'Environment suffix' } },
  },
];

function operationOf(route: ApiRoute, schemas: Record<string, unknown>): JsonObject {
  const { operationId, summary, below, body, answer } = route;
  const schemaOf = (schema: z.ZodType): JsonObject => publishedSchema(schema, schemasAt, schemas);
  return {
    operationId,
    summary,
    security: securityOf(route),
    ...(below === 'public-name' ? { servers: serversAt('') } : {}),
    parameters: parametersOf(route, schemaOf),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } }),
    responses: {
      [answer.status]: {
        description: answer.description,
        headers: {
          [headers.servedBy]: { description: 'Region and epoch that answered', schema: { type: 'string' } },
          [headers.correlationId]: { description: 'Id of the journey', schema: { type: 'string' } },
          ...Object.fromEntries(
            Object.entries(answer.headers ?? {}).map(([name, description]) => [
              name,
              { description, schema: { type: 'string' } },
            ]),
          ),
        },
        content: { 'application/json': { schema: schemaOf(answer.schema) } },
      },
      ...(route.condition === 'If-None-Match' ? { 304: { description: 'It is what the ETag stands for' } } : {}),
      ...refusalsOf(route),
    },
  };
}

/** Parameters in the path, the query and headers. */
function parametersOf(route: ApiRoute, schemaOf: (schema: z.ZodType) => JsonObject): readonly JsonObject[] {
  const { pathParameters = {}, query, idempotencyKey, condition } = route;
  return [
    ...Object.entries(pathParameters).map(([name, schema]) => ({
      name,
      in: 'path',
      required: true,
      schema: schemaOf(schema),
    })),
    ...Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
      name,
      in: 'query',
      required: !schema.safeParse(undefined).success,
      schema: schemaOf(schema),
    })),
    ...(idempotencyKey === 'ignored' ? [] : [keyParameter(idempotencyKey, schemaOf)]),
    ...(condition === undefined
      ? []
      : [
          {
            name: condition,
            in: 'header',
            required: false,
            description: conditions[condition],
            schema: { type: 'string' },
          },
        ]),
    { name: headers.correlationId, in: 'header', required: false, schema: { type: 'string', maxLength: 128 } },
  ];
}

const keyParameter = (
  idempotencyKey: 'required' | 'optional',
  schemaOf: (schema: z.ZodType) => JsonObject,
): JsonObject => ({
  name: headers.idempotencyKey,
  in: 'header',
  required: idempotencyKey === 'required',
  description: 'A repeat with the same key and body does nothing twice; the same key with another body is refused',
  schema: schemaOf(IdempotencyKey),
});

const conditions = {
  'If-Match': 'The ETag that was seen last; 412 if it is another by now',
  'If-None-Match': 'The ETag that was seen last; 304 if it still is the same',
} as const satisfies Record<NonNullable<ApiRoute['condition']>, string>;

const retryAfter = { 'Retry-After': { description: 'Seconds', schema: { type: 'string' } } };

/** Sent with any answer to a merchant. */
const rateLimit = {
  'RateLimit-Policy': { description: 'Requests `q` that may come in `w` seconds', schema: { type: 'string' } },
  RateLimit: { description: 'Requests `r` that are left, and seconds `t` until more are', schema: { type: 'string' } },
};

/** One answer per status, with every code that it may carry. */
function refusalsOf(route: ApiRoute): JsonObject {
  const { body, pathParameters, query, condition, idempotencyKey, problems: own } = route;
  const codes = new Set<ProblemCode>([
    ...doorProblems(route),
    ...(body === undefined ? [] : withBody),
    ...(pathParameters === undefined && query === undefined && condition !== 'If-Match'
      ? []
      : (['malformed_request'] as const)),
    ...(idempotencyKey === 'required' ? (['idempotency_key_missing'] as const) : []),
    ...own,
    ...anywhere,
  ]);
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  const answers = [...byStatus].sort(([a], [b]) => a - b);
  return Object.fromEntries(
    answers.map(([status, all]) => [
      status,
      {
        description: all.map((code) => `\`${code}\`: ${problems[code].title}`).join(' · '),
        ...(status === 429
          ? { headers: { ...retryAfter, ...rateLimit } }
          : status === 503
            ? { headers: retryAfter }
            : {}),
        ...(status === 401
          ? { headers: { 'WWW-Authenticate': { description: 'The way in', schema: { type: 'string' } } } }
          : {}),
        content: { [problemMediaType]: { schema: { $ref: `${schemasAt}/Problem` } } },
      },
    ]),
  );
}
