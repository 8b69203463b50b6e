import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../src/root.ts';
import {
  apiServices,
  ofType,
  ownFunctions,
  type ServiceTemplate,
  serviceTemplates,
  subjectOf,
} from '../src/service-templates.ts';

/*
 * That what is required of every service with an API holds for each, in both regions, in what would be deployed;
 * and that its API is the one of its published reference.
 */

interface Operation {
  /** Those of the document, unless the operation stands right below the public name. */
  readonly servers?: readonly unknown[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>> };
}

interface Schema {
  readonly properties: object;
  readonly required?: readonly string[];
}

interface Reference {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const referenceOf = (service: string): Reference =>
  JSON.parse(readFileSync(join(root, `docs/reference/${service}.openapi.json`), 'utf8'));

/** Operations of a reference by method and address below the public name. */
function operationsOf(service: string): ReadonlyMap<string, Operation> {
  const paths = Object.entries(referenceOf(service).paths);
  return new Map(
    paths.flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) =>
          [
            `${method.toUpperCase()} ${operation.servers === undefined ? `/${service}` : ''}${path}`,
            operation,
          ] as const,
      ),
    ),
  );
}

/** Keys of an API's mappings: its service's name, and the address of a route that stands right below the public name. */
function mappingKeysOf(resources: ServiceTemplate['resources'], domainName: string): readonly string[] {
  return ofType(resources, 'AWS::ApiGatewayV2::ApiMapping')
    .filter(([, { Properties }]) => subjectOf(Properties['DomainName']) === domainName)
    .map(([, { Properties }]) => String(Properties['ApiMappingKey']));
}

/** Path of an API's resource, from its parents. */
function pathOf(id: string, resources: ServiceTemplate['resources']): string {
  const { ParentId, PathPart } = resources[id]?.Properties ?? {};
  if (PathPart === undefined) return '';
  return `${pathOf(subjectOf(ParentId), resources)}/${String(PathPart)}`;
}

/** The routes that the specifications print, as keys of their mappings, of each service that has one. */
const specifiedRoutes: Readonly<Record<string, readonly string[]>> = {
  validation: ['payment/validate'],
  transactions: ['payment/process'],
  notifications: ['payment/notify'],
};

/** Removes the differences that regions have by nature: names, seats, and ids made of them. */
const neutral = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll(/us-east-[12]/g, 'REGION')
    .replaceAll(/primary|secondary/g, 'SEAT')
    .replaceAll(/(?<=[A-Za-z])[0-9A-F]{8}(?=")/g, 'HASH');

describe.each(apiServices)('%s', (service) => {
  const specified = specifiedRoutes[service] ?? [];
  const [primary, secondary] = (['primary', 'secondary'] as const).map((seat) => {
    const found = serviceTemplates.find((template) => template.service === service && template.seat === seat);
    if (found === undefined) throw new Error(`the ${seat} of ${service} is not synthesized`);
    return found.resources;
  }) as [ServiceTemplate['resources'], ServiceTemplate['resources']];

  test('CP1: both regions have the same functions, of the same code and configuration', () => {
    const [here, there] = [primary, secondary].map((resources) =>
      ownFunctions(resources).map(([, { Properties }]) => neutral(Properties)),
    );
    expect(here?.length).toBeGreaterThan(0);
    expect(there).toEqual(here);
  });

  describe.each([
    ['primary', primary],
    ['secondary', secondary],
  ])('in the %s', (_, resources) => {
    const functions = ownFunctions(resources);

    test('CP2: every function stands in the private subnets, under a role of its own', () => {
      for (const [, { Properties }] of functions) {
        expect(Properties['VpcConfig']).toMatchObject({
          SubnetIds: expect.anything(),
          SecurityGroupIds: [expect.anything()],
        });
      }
      const roles = functions.map(([, { Properties }]) => subjectOf(Properties['Role']));
      expect(new Set(roles).size).toBe(functions.length);
      for (const role of roles) expect(resources[role]?.Properties).not.toHaveProperty('ManagedPolicyArns');
    });

    test('CP2: no role may do whatever a service can do', () => {
      const statements = ofType(resources, 'AWS::IAM::Policy').flatMap(
        ([, { Properties }]) =>
          (Properties['PolicyDocument'] as { readonly Statement: readonly { readonly Action: string | string[] }[] })
            .Statement,
      );
      expect(statements.length).toBeGreaterThan(0);
      expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
    });

    test('CP6: every log is kept for seven days', () => {
      const logs = ofType(resources, 'AWS::Logs::LogGroup').map(([, { Properties }]) => Properties['RetentionInDays']);
      expect(logs.length).toBeGreaterThan(functions.length);
      expect([...new Set(logs)]).toEqual([7]);
    });

    /** Method and address of a method: a route at the root of the API has the address of the mapping that leads there. */
    const addressOf = (properties: Readonly<Record<string, unknown>>): string => {
      const path = pathOf(subjectOf(properties['ResourceId']), resources);
      const ownKey = mappingKeysOf(resources, 'PlatformApiDomainName').find((key) => key !== service);
      return `${String(properties['HttpMethod'])} /${path === '' ? ownKey : `${service}${path}`}`;
    };

    test('AP1: the API has the routes of its published reference, and no others', () => {
      const deployed = ofType(resources, 'AWS::ApiGateway::Method').map(([, { Properties }]) => addressOf(Properties));
      expect(deployed.sort()).toEqual([...operationsOf(service).keys()].sort());
    });

    test('AP3: the specified route stands right below the public name, where the specifications print it', () => {
      const published = [...operationsOf(service).keys()].filter((address) => address.includes(' /payment/'));
      expect(published).toEqual(specified.map((route) => `POST /${route}`));
    });

    test('AP1: the gateway checks every request, and each body by the model of the reference’s own fields', () => {
      const operations = operationsOf(service);
      const { components } = referenceOf(service);
      for (const [, { Properties }] of ofType(resources, 'AWS::ApiGateway::Method')) {
        expect(resources[subjectOf(Properties['RequestValidatorId'])]?.Properties).toMatchObject({
          ValidateRequestBody: true,
          ValidateRequestParameters: true,
        });
        const address = addressOf(Properties);
        const told = operations.get(address);
        const wanted = told?.requestBody?.content['application/json']?.schema.$ref.split('/').at(-1);
        const models = Properties['RequestModels'] as Readonly<Record<string, unknown>> | undefined;
        const model = resources[subjectOf(models?.['application/json'] ?? 'none')]?.Properties;
        expect(model?.['Name'], address).toBe(wanted);
        if (wanted === undefined || model === undefined) continue;
        const { properties, required } = model['Schema'] as Schema;
        const published = components.schemas[wanted];
        expect([Object.keys(properties), required]).toEqual([
          Object.keys(published?.properties ?? {}),
          published?.required,
        ]);
      }
    });

    test('AP1: the API takes 10,000 requests a second in bursts of 5,000, and answers its own errors as problems', () => {
      const stages = ofType(resources, 'AWS::ApiGateway::Stage');
      expect(stages).toHaveLength(1);
      // Others are limits of single methods: health checks have theirs.
      expect(stages[0]?.[1].Properties['MethodSettings']).toContainEqual(
        expect.objectContaining({
          HttpMethod: '*',
          ResourcePath: '/*',
          ThrottlingRateLimit: 10_000,
          ThrottlingBurstLimit: 5_000,
        }),
      );
      const answers = ofType(resources, 'AWS::ApiGateway::GatewayResponse').map(([, { Properties }]) => Properties);
      const kinds = answers.map(({ ResponseType }) => ResponseType);
      expect(kinds).toEqual(expect.arrayContaining(['DEFAULT_4XX', 'DEFAULT_5XX', 'THROTTLED', 'BAD_REQUEST_BODY']));
      for (const { ResponseParameters } of answers) {
        expect(JSON.stringify(ResponseParameters)).toContain('application/problem+json');
      }
    });

    test('AP2: the API answers below its name, under the shared address and the region’s own', () => {
      expect(ofType(resources, 'AWS::ApiGatewayV2::ApiMapping')).toHaveLength(2 + 2 * specified.length);
      for (const domainName of ['PlatformApiDomainName', 'PlatformApiRegionalDomainName']) {
        expect(mappingKeysOf(resources, domainName)).toEqual([service, ...specified]);
      }
    });
  });
});
