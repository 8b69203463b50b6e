// A CommonJS package without types for ES modules: its class is below the default export.
import { default as AjvDraft4 } from 'ajv-draft-04';
import { z } from 'zod';
import { functionNameOf } from '../../definitions/function-definition.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import { GatewayResponses, gatewayResponseProperties } from './gateway-responses.ts';
import type { RequestValidator } from './request-validator.ts';
import type { ApiMethod, ApiResource, ApiStage, RestApi } from './rest-api.ts';
import { MethodSetting, StageThrottles } from './stage-throttles.ts';

/** Longest that API Gateway waits for a function, in milliseconds. */
const integrationMsMax = 29_000;

const ResourceProperties = z.object({ RestApiId: z.string(), ParentId: z.string(), PathPart: z.string() });

const MethodProperties = z.object({
  RestApiId: z.string(),
  ResourceId: z.string(),
  HttpMethod: z.string(),
  AuthorizationType: z.enum(['NONE', 'AWS_IAM']).default('NONE'),
  Integration: z.strictObject({
    Type: z.literal('AWS_PROXY', 'only functions behind AWS_PROXY are simulated'),
    Uri: z.string(),
    IntegrationHttpMethod: z.literal('POST'),
    TimeoutInMillis: z.coerce.number().int().min(50).max(integrationMsMax).default(integrationMsMax),
    PassthroughBehavior: z.string().optional(),
    Credentials: z.string().optional(),
  }),
  RequestModels: z.record(z.string(), z.string()).default({}),
  RequestParameters: z.record(z.string(), z.coerce.string()).default({}),
  RequestValidatorId: z.string().optional(),
});

const ModelProperties = z.object({
  RestApiId: z.string(),
  Schema: z.union([z.record(z.string(), z.unknown()), z.string()]),
});

const flag = z.coerce.string().transform((text) => text === 'true');
const ValidatorProperties = z.object({
  ValidateRequestBody: flag.default(false),
  ValidateRequestParameters: flag.default(false),
});

const StageProperties = z.object({
  RestApiId: z.string(),
  StageName: z.string(),
  Variables: z.record(z.string(), z.string()).optional(),
  MethodSettings: z.array(MethodSetting).default([]),
});

/** Puts an API together from all of the region's API Gateway resources. */
export function buildRestApi(api: ResolvedResource, resources: readonly ResolvedResource[]): RestApi {
  const own = resources.filter(({ properties }) => properties['RestApiId'] === api.physicalId);
  const ofType = (type: string) => own.filter((resource) => resource.type === `AWS::ApiGateway::${type}`);
  const nodes = ofType('Resource').map((resource) => ({
    id: resource.physicalId,
    ...ResourceProperties.parse(resource.properties),
  }));
  const models = modelsOf(ofType('Model'));
  const validators = new Map(
    ofType('RequestValidator').map((resource) => [resource.physicalId, ValidatorProperties.parse(resource.properties)]),
  );
  const methods = ofType('Method').map((resource) => {
    const properties = MethodProperties.parse(resource.properties);
    return { resourceId: properties.ResourceId, method: apiMethod(properties, { models, validators }) };
  });
  const pathOf = (id: string): string => {
    const node = nodes.find((candidate) => candidate.id === id);
    // An id that no resource has is the root's.
    return node === undefined ? '' : `${pathOf(node.ParentId)}/${node.PathPart}`;
  };
  const ids = new Set(methods.map(({ resourceId }) => resourceId));
  return {
    id: api.physicalId,
    name: String(api.properties['Name']),
    resources: [...ids].map(
      (id): ApiResource => ({
        id,
        path: pathOf(id) === '' ? '/' : pathOf(id),
        methods: new Map(
          methods.filter(({ resourceId }) => resourceId === id).map(({ method }) => [method.httpMethod, method]),
        ),
      }),
    ),
    responses: new GatewayResponses(
      ofType('GatewayResponse').map(({ properties }) => gatewayResponseProperties(properties)),
    ),
    stage: stageOf(api, ofType('Stage')),
  };
}

function modelsOf(resources: readonly ResolvedResource[]) {
  // API Gateway knows no formats; unknown keywords such as `description` are no errors.
  const ajv = new AjvDraft4.default({ strict: false, allErrors: true, validateFormats: false });
  return new Map(
    resources.map((resource) => {
      const { Schema } = ModelProperties.parse(resource.properties);
      const { id: _, ...schema } =
        typeof Schema === 'string' ? (JSON.parse(Schema) as Record<string, unknown>) : Schema;
      return [resource.physicalId, ajv.compile(schema)] as const;
    }),
  );
}

function apiMethod(
  properties: z.infer<typeof MethodProperties>,
  known: {
    readonly models: ReturnType<typeof modelsOf>;
    readonly validators: ReadonlyMap<string, z.infer<typeof ValidatorProperties>>;
  },
): ApiMethod {
  const validator = known.validators.get(properties.RequestValidatorId ?? '');
  const required = (kind: string) =>
    Object.entries(properties.RequestParameters)
      .filter(([name, isRequired]) => name.startsWith(`method.request.${kind}.`) && isRequired === 'true')
      .map(([name]) => name.slice(`method.request.${kind}.`.length));
  const checksParameters = validator?.ValidateRequestParameters === true;
  const models: RequestValidator['models'] = new Map(
    Object.entries(properties.RequestModels).map(([mediaType, name]) => {
      const model = known.models.get(name);
      if (model === undefined) throw new Error(`${properties.HttpMethod} uses model ${name}, which is not in its API`);
      return [mediaType, model];
    }),
  );
  return {
    httpMethod: properties.HttpMethod,
    functionName: functionNameOf(properties.Integration.Uri),
    authorization: properties.AuthorizationType,
    timeoutMs: properties.Integration.TimeoutInMillis,
    validator: {
      requiredHeaders: checksParameters ? required('header') : [],
      requiredQuery: checksParameters ? required('querystring') : [],
      models: validator?.ValidateRequestBody === true ? models : new Map(),
    },
  };
}

function stageOf(api: ResolvedResource, stages: readonly ResolvedResource[]): ApiStage {
  const [stage, another] = stages.map(({ properties }) => StageProperties.parse(properties));
  if (stage === undefined)
    throw new Error(`API ${String(api.properties['Name'])} has no stage: nothing of it would answer`);
  if (another !== undefined)
    throw new Error(`API ${String(api.properties['Name'])} has several stages; one is simulated`);
  return {
    name: stage.StageName,
    variables: stage.Variables ?? null,
    throttles: new StageThrottles(stage.MethodSettings),
  };
}
