import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { ServiceModule } from '../service-module.ts';
import { buildRestApi } from './api-builder.ts';
import { ApiMappings, type MetMapping } from './api-mappings.ts';
import type { RestApi } from './rest-api.ts';

const mappingType = 'AWS::ApiGatewayV2::ApiMapping';
const domainType = 'AWS::ApiGateway::DomainName';

/** The API that a request is for. */
export type MappedApi =
  | ({ readonly outcome: 'api'; readonly api: RestApi } & MetMapping)
  | { readonly outcome: 'forbidden' };

/** The REST APIs of a region and the names they answer to. */
export class ApiGatewayModule implements ServiceModule {
  readonly service = 'apigateway';
  readonly resourceTypes = [
    ...['RestApi', 'Resource', 'Method', 'Model', 'RequestValidator', 'GatewayResponse', 'Stage'].map(
      (type) => `AWS::ApiGateway::${type}`,
    ),
    domainType,
    mappingType,
  ];
  readonly changeable = this.resourceTypes.filter((type) => type !== domainType && type !== mappingType);
  /** By stack and logical id. */
  readonly #resources = new Map<string, ResolvedResource>();
  readonly #apis = new Map<string, RestApi>();
  readonly #mappings = new ApiMappings();

  async deploy(resource: ResolvedResource): Promise<void> {
    if (resource.type === domainType) this.#mappings.addDomain(resource);
    else if (resource.type === mappingType) this.#mappings.add(resource, (apiId) => this.#stagesOf(apiId));
    else this.#resources.set(keyOf(resource), resource);
  }

  async remove(resource: ResolvedResource): Promise<void> {
    this.#resources.delete(keyOf(resource));
    this.#apis.delete(resource.physicalId);
  }

  /** Puts the APIs together once all of their parts are there. */
  async start(): Promise<void> {
    const resources = [...this.#resources.values()];
    for (const resource of resources) {
      if (resource.type !== 'AWS::ApiGateway::RestApi') continue;
      this.#apis.set(resource.physicalId, buildRestApi(resource, resources));
    }
  }

  async handle(): Promise<never> {
    throw new AwsError(
      'UnknownOperationException',
      'the control plane of API Gateway is not simulated; deploy a template',
    );
  }

  async stop(): Promise<void> {}

  /** Finds the API of a request. */
  mappedApi(host: string, path: string): MappedApi {
    const mapping = this.#mappings.find(host, path);
    const api = this.#apis.get(mapping?.apiId ?? '');
    return mapping === undefined || api === undefined ? { outcome: 'forbidden' } : { outcome: 'api', api, ...mapping };
  }

  #stagesOf(apiId: string): readonly string[] | undefined {
    const resources = [...this.#resources.values()];
    const isApi = ({ type, physicalId }: ResolvedResource) =>
      type === 'AWS::ApiGateway::RestApi' && physicalId === apiId;
    if (!resources.some(isApi)) return undefined;
    return resources
      .filter(({ type, properties }) => type === 'AWS::ApiGateway::Stage' && properties['RestApiId'] === apiId)
      .map(({ properties }) => String(properties['StageName']));
  }
}

function keyOf({ stackName, logicalId }: ResolvedResource): string {
  return `${stackName}/${logicalId}`;
}
