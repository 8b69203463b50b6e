import { z } from 'zod';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { ServiceModule } from '../service-module.ts';
import { buildRestApi } from './api-builder.ts';
import type { RestApi } from './rest-api.ts';

const BasePathMapping = z.object({
  BasePath: z.string().default(''),
  DomainName: z.string(),
  RestApiId: z.string(),
  Stage: z.string(),
});

/** The API behind a host and base path. */
export type MappedApi =
  | {
      readonly outcome: 'api';
      readonly api: RestApi /** Below the base path, beginning with a slash. */;
      readonly path: string;
    }
  | { readonly outcome: 'forbidden' };

/** The REST APIs of a region and the names they answer to. */
export class ApiGatewayModule implements ServiceModule {
  readonly service = 'apigateway';
  readonly resourceTypes = [
    'RestApi',
    'Resource',
    'Method',
    'Model',
    'RequestValidator',
    'GatewayResponse',
    'Stage',
    'DomainName',
    'BasePathMapping',
  ].map((type) => `AWS::ApiGateway::${type}`);
  readonly changeable = this.resourceTypes.filter((type) => !/(DomainName|BasePathMapping)$/.test(type));
  /** By stack and logical id. */
  readonly #resources = new Map<string, ResolvedResource>();
  readonly #apis = new Map<string, RestApi>();
  readonly #domains = new Set<string>();
  /** By host and base path, e.g. `api.dev.redoubt.example/validation`. */
  readonly #mappings = new Map<string, string>();

  async deploy(resource: ResolvedResource): Promise<void> {
    if (resource.type === 'AWS::ApiGateway::DomainName') this.#domains.add(resource.physicalId.toLowerCase());
    else if (resource.type === 'AWS::ApiGateway::BasePathMapping') this.#map(resource);
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

  /** Finds the API of a request by its host and the first part of its path. */
  mappedApi(host: string, path: string): MappedApi {
    const basePath = path.split('/')[1] ?? '';
    const withBase = this.#apis.get(this.#mappings.get(`${host}/${basePath}`) ?? '');
    if (withBase !== undefined && basePath !== '') {
      return { outcome: 'api', api: withBase, path: path.slice(basePath.length + 1) || '/' };
    }
    const whole = this.#apis.get(this.#mappings.get(`${host}/`) ?? '');
    return whole === undefined ? { outcome: 'forbidden' } : { outcome: 'api', api: whole, path };
  }

  #map(resource: ResolvedResource): void {
    const { BasePath, DomainName, RestApiId } = BasePathMapping.parse(resource.properties);
    const domain = DomainName.toLowerCase();
    if (!this.#domains.has(domain)) {
      throw new AwsError(
        'NotFoundException',
        `base path ${BasePath}: domain name ${DomainName} is not deployed in this region`,
        404,
      );
    }
    this.#mappings.set(`${domain}/${BasePath}`, RestApiId);
  }
}

function keyOf({ stackName, logicalId }: ResolvedResource): string {
  return `${stackName}/${logicalId}`;
}
