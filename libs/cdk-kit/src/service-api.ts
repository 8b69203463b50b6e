import { type ApiRoute, gatewayModel, type ServiceName } from '@redoubt/contracts';
import { type Acknowledgment, type CfnResource, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  AuthorizationType,
  CfnGatewayResponse,
  CfnModel,
  CfnRequestValidator,
  CfnStage,
  EndpointType,
  type IModel,
  type IRequestValidator,
  type IResource,
  LambdaIntegration,
  LogGroupLogDestination,
  Model,
  RequestValidator,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { CfnApiMapping } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { z } from 'zod';
import { gatewayAnswers } from './gateway-problems.ts';
import { physicalName } from './naming.ts';
import { OperatorGrants } from './permissions/operator-grants.ts';
import { platformValue } from './platform-value.ts';
import { regionalStackOf } from './regional-stack.ts';

/** API Gateway's default quota of an account and region, in requests per second; also what one API may take of it. */
const rateMax = 10_000;

/** Requests that may come at once beyond the rate. */
const burstMax = 5_000;

/** The one stage of every API. */
const stageName = 'live';

export interface ServiceApiProps {
  readonly service: ServiceName;
  readonly description: string;
}

export interface RouteProps {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** E.g. `/v1/payments/{id}`. */
  readonly path: string;
  /**
   * Where the path begins: at the service's name, or at the public name itself. One route of an API at most.
   *
   * @default 'service'
   */
  readonly below?: ApiRoute['below'];
  /**
   * `operator`: the gateway demands a signature, and a role that may invoke the route. Keys of merchants are checked by the function.
   *
   * @default 'public'
   */
  readonly access?: ApiRoute['access'];
  readonly fn: IFunction;
  /**
   * Name and schema of the body: the gateway refuses what does not fit before any function runs.
   *
   * @default - the route takes no body
   */
  readonly body?: { readonly name: string; readonly schema: z.ZodType };
}

/**
 * A service's REST API in one region, below `/{service}` of both the shared name and the region's own.
 *
 * A route may stand right below the names instead. API Gateway takes the whole key of a mapping off the path, so that
 * route is the root of the API, and the service's bare name leads to it as well.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export class ServiceApi extends RestApi {
  readonly #validator: IRequestValidator;
  readonly #models = new Map<string, IModel>();
  readonly #operators: OperatorGrants;
  #throttledMethods = 0;
  #routeAtRoot: string | undefined;

  constructor(scope: Construct, id: string, { service, description }: ServiceApiProps) {
    const { topology } = regionalStackOf(scope);
    const name = physicalName(topology, `${service}-api`);
    super(scope, id, {
      restApiName: name,
      description,
      endpointTypes: [EndpointType.REGIONAL],
      // Only the names with our certificates lead here.
      disableExecuteApiEndpoint: true,
      cloudWatchRole: false,
      deployOptions: {
        stageName,
        throttlingRateLimit: rateMax,
        throttlingBurstLimit: burstMax,
        metricsEnabled: true,
        // Bodies hold payment data: they are never logged.
        dataTraceEnabled: false,
        accessLogDestination: new LogGroupLogDestination(
          new LogGroup(scope, `${id}AccessLog`, {
            logGroupName: `/aws/apigateway/${name}`,
            retention: RetentionDays.ONE_WEEK,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
        accessLogFormat: AccessLogFormat.custom(accessLogLine),
      },
    });
    const validator = new CfnRequestValidator(this, 'Validator', {
      restApiId: this.restApiId,
      name: physicalName(topology, `${service}-validator`),
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    this.#validator = RequestValidator.fromRequestValidatorId(this, 'NamedValidator', validator.ref);
    for (const answer of gatewayAnswers()) {
      const response = new CfnGatewayResponse(this, `Answer${answer.responseType}`, {
        restApiId: this.restApiId,
        ...answer,
      });
      this.#deployAfter(response, answer);
    }
    this.#operators = new OperatorGrants(this, 'Operators', {
      name: service,
      arnOf: ({ method, path }) => this.arnForExecuteApi(method, path, stageName),
    });
    new CfnWebACLAssociation(this, 'Firewall', {
      webAclArn: platformValue(this, 'firewallArn'),
      resourceArn: this.deploymentStage.stageArn,
    });
    Validations.of(this).acknowledge(...acknowledged);
    this.#map('Name', service);
  }

  /** Leads a method and path to a function, as a proxy integration. */
  route({ method, path, below = 'service', access = 'public', fn, body }: RouteProps): void {
    const resource = below === 'service' ? this.root.resourceForPath(path) : this.#rootFor(path);
    if (access === 'operator') this.#operators.add({ method, path: resource.path });
    resource.addMethod(method, new LambdaIntegration(fn, { allowTestInvoke: false }), {
      authorizationType: access === 'operator' ? AuthorizationType.IAM : AuthorizationType.NONE,
      requestValidator: this.#validator,
      ...(body === undefined ? {} : { requestModels: { 'application/json': this.#model(body) } }),
    });
  }

  /** Leads every route of a table to the function of its name. */
  routes<Name extends string>(
    table: Readonly<Record<Name, ApiRoute>>,
    functions: Readonly<Record<NoInfer<Name>, IFunction>>,
  ): void {
    for (const [name, { method, path, below = 'service', access, body }] of Object.entries<ApiRoute>(table)) {
      const model = body === undefined ? {} : { body: { name: modelNameOf(body), schema: body } };
      this.route({ method, path, below, access, fn: functions[name as Name], ...model });
    }
  }

  /**
   * Gives a route a limit of its own, in requests per second, and as many at once: requests to the others do not use it up.
   *
   * The stage is made before the routes are known.
   */
  throttle({ method, path }: Pick<RouteProps, 'method' | 'path'>, ownRateMax: number): void {
    const stage = this.deploymentStage.node.defaultChild;
    if (!(stage instanceof CfnStage)) throw new Error(`${this.node.path} has no stage resource`);
    // The first is that of all methods.
    this.#throttledMethods += 1;
    stage.addPropertyOverride(`MethodSettings.${this.#throttledMethods}`, {
      HttpMethod: method,
      ResourcePath: `/${path.replaceAll('/', '~1')}`,
      ThrottlingRateLimit: ownRateMax,
      ThrottlingBurstLimit: ownRateMax,
      MetricsEnabled: true,
      DataTraceEnabled: false,
    });
  }

  #model({ name, schema }: NonNullable<RouteProps['body']>): IModel {
    const known = this.#models.get(name);
    if (known !== undefined) return known;
    // The construct for models knows only some of JSON Schema; the resource takes it as it is.
    const resource = new CfnModel(this, `Model${name}`, {
      restApiId: this.restApiId,
      name,
      contentType: 'application/json',
      schema: gatewayModel(schema),
    });
    const model = Model.fromModelName(this, `Named${name}`, resource.ref);
    this.#models.set(name, model);
    this.#deployAfter(resource, gatewayModel(schema));
    return model;
  }

  /** A deployment is a snapshot: it must come after the resource, and a changed one needs a new deployment. */
  #deployAfter(resource: CfnResource, content: unknown): void {
    const deployment = this.latestDeployment;
    if (deployment === undefined) throw new Error(`${this.node.path} has no deployment`);
    deployment.node.addDependency(resource);
    deployment.addToLogicalId(content);
  }

  /** Leads a path right below the names to the API's root. */
  #rootFor(path: string): IResource {
    if (this.#routeAtRoot !== undefined) {
      throw new Error(`${path} would answer at ${this.#routeAtRoot} too: both are the root of ${this.node.path}`);
    }
    this.#routeAtRoot = path;
    this.#map('Address', path.slice(1));
    return this.root;
  }

  /** Multi-level keys exist in API Gateway's second API only, which serves REST APIs as well. */
  #map(id: string, apiMappingKey: string): void {
    const names = { Shared: 'apiDomainName', Regional: 'apiRegionalDomainName' } as const;
    for (const [kind, name] of Object.entries(names)) {
      new CfnApiMapping(this, `${kind}${id}`, {
        domainName: platformValue(this, name),
        apiMappingKey,
        apiId: this.restApiId,
        stage: this.deploymentStage.stageName,
      });
    }
  }
}

/** A model is named as the reference names its schema. */
function modelNameOf(schema: z.ZodType): string {
  const id = schema.meta()?.id;
  if (id === undefined) throw new Error('the body of a route needs a schema with an id: models and reference go by it');
  return id;
}

const whoChecks =
  "The function behind a merchant's route checks an access key, the same behind every door; operators sign.";

/** Advice of AWS that is not followed, and why. */
const acknowledged: Acknowledgment[] = [
  { id: 'AwsSolutions-APIG4', reason: `${whoChecks} Health checks are public.` },
  { id: 'AwsSolutions-COG4', reason: `${whoChecks} User pools are regional (ADR 20).` },
  {
    id: 'AwsSolutions-APIG6',
    reason: 'The execution log is a group that API Gateway makes itself, keeps for ever and leaves behind.',
  },
];

/** One line of JSON for each request: who was answered what, and how long it took. */
const accessLogLine = JSON.stringify({
  requestId: AccessLogField.contextRequestId(),
  at: AccessLogField.contextRequestTime(),
  domain: AccessLogField.contextDomainName(),
  method: AccessLogField.contextHttpMethod(),
  mapping: AccessLogField.contextCustomDomainBasePathMatched(),
  route: AccessLogField.contextResourcePath(),
  status: AccessLogField.contextStatus(),
  latencyMs: AccessLogField.contextResponseLatency(),
  integrationMs: AccessLogField.contextIntegrationLatency(),
  caller: AccessLogField.contextIdentityUserArn(),
  // The error's text repeats what was sent: a path with its ids, or the headers of a request that was signed wrong.
  error: AccessLogField.contextErrorResponseType(),
  sourceIp: AccessLogField.contextIdentitySourceIp(),
});
