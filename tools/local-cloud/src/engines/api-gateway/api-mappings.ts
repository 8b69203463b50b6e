import { z } from 'zod';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';

/*
 * How API Gateway leads a custom domain name to APIs:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */

/** Longest key, in characters. */
const keyLengthMax = 300;

/** Keys with several levels of one domain name. */
const levelledKeysMax = 200;

const DomainNameProperties = z.object({
  EndpointConfiguration: z.object({ Types: z.array(z.string()).default([]) }).default({ Types: [] }),
  SecurityPolicy: z.string().optional(),
});

const ApiMappingProperties = z.object({
  ApiId: z.string(),
  ApiMappingKey: z.string().default(''),
  DomainName: z.string(),
  Stage: z.string(),
});

interface Domain {
  /** Whether it is regional and has the security policy TLS 1.2. */
  readonly takesLevels: boolean;
  /** Ids of APIs by key, e.g. `payment/validate`; the empty key takes what no other does. */
  readonly apiIds: Map<string, string>;
}

/** The mapping that a request meets. */
export interface MetMapping {
  readonly apiId: string;
  /** The key with a slash before it; empty for the empty key. */
  readonly basePath: string;
  /**
   * The path without the key; `/` when nothing is left.
   *
   * Without a slash at its beginning when the key ended within a part. AWS says which API gets such a request and not what
   * it makes of the rest, so that no resource may match here.
   */
  readonly path: string;
  /** A name that has keys with several levels gives functions all header names in lower case. */
  readonly headerNames: 'as-sent' | 'lower-case';
}

/** Custom domain names of a region and their API mappings. */
export class ApiMappings {
  readonly #domains = new Map<string, Domain>();

  addDomain({ physicalId, properties }: ResolvedResource): void {
    const { EndpointConfiguration, SecurityPolicy } = DomainNameProperties.parse(properties);
    const takesLevels = EndpointConfiguration.Types.join() === 'REGIONAL' && SecurityPolicy === 'TLS_1_2';
    this.#domains.set(physicalId.toLowerCase(), { takesLevels, apiIds: new Map() });
  }

  /**
   * Adds a mapping.
   *
   * @param stagesOf names of an API's stages; undefined when there is no such API
   * @throws AwsError where API Gateway refuses it
   */
  add({ properties }: ResolvedResource, stagesOf: (apiId: string) => readonly string[] | undefined): void {
    const { ApiId, ApiMappingKey: key, DomainName, Stage } = ApiMappingProperties.parse(properties);
    const domain = this.#domains.get(DomainName.toLowerCase());
    if (domain === undefined) {
      throw new AwsError('NotFoundException', `invalid domain name identifier specified: ${DomainName}`, 404);
    }
    const stages = stagesOf(ApiId);
    if (stages === undefined) throw badRequest(`invalid API identifier specified: ${ApiId}`);
    // https://github.com/aws/aws-cdk/issues/8983
    if (!stages.includes(Stage)) throw badRequest(`invalid stage identifier specified: ${Stage} of ${ApiId}`);
    const complaint = complaintAbout(key) ?? complaintAboutLevels(key, domain);
    if (complaint !== undefined) throw badRequest(`API mapping key ${key} of ${DomainName} ${complaint}`);
    // https://github.com/aws/aws-cdk/issues/22660
    if (domain.apiIds.has(key)) {
      throw new AwsError(
        'ConflictException',
        `ApiMapping key already exists for ${DomainName}: ${key || '(none)'}`,
        409,
      );
    }
    domain.apiIds.set(key, ApiId);
  }

  /** Finds the longest key that matches: by whole parts, or by letters on a name that has keys with several levels. */
  find(host: string, path: string): MetMapping | undefined {
    const apiIds = this.#domains.get(host)?.apiIds ?? new Map<string, string>();
    const hasLevels = [...apiIds.keys()].some(isLevelled);
    const matches = [...apiIds].filter(([key]) => {
      if (key === '' || path === `/${key}`) return true;
      return path.startsWith(hasLevels ? `/${key}` : `/${key}/`);
    });
    const [longest] = matches.toSorted(([left], [right]) => right.length - left.length);
    if (longest === undefined) return undefined;
    const [key, apiId] = longest;
    const basePath = key === '' ? '' : `/${key}`;
    const headerNames = hasLevels ? 'lower-case' : 'as-sent';
    return { apiId, basePath, path: path.slice(basePath.length) || '/', headerNames };
  }
}

const isLevelled = (key: string): boolean => key.includes('/');

function complaintAbout(key: string): string | undefined {
  if (!/^[A-Za-z0-9$\-_.+!*'()/]*$/.test(key)) return "may hold only letters, numbers and $-_.+!*'()/";
  if (key.length > keyLengthMax) return `is longer than ${keyLengthMax} characters`;
  // The CDK refuses these three before API Gateway does: https://github.com/aws/aws-cdk/pull/23362
  return key.startsWith('/') || key.endsWith('/') || key.includes('//')
    ? 'may not begin or end with a slash, or hold two in a row'
    : undefined;
}

function complaintAboutLevels(key: string, { takesLevels, apiIds }: Domain): string | undefined {
  if (!isLevelled(key)) return undefined;
  if (!takesLevels) return 'has several levels: these need a regional domain name with SecurityPolicy TLS_1_2';
  return [...apiIds.keys()].filter(isLevelled).length >= levelledKeysMax
    ? `would be one more than ${levelledKeysMax} with several levels`
    : undefined;
}

function badRequest(message: string): AwsError {
  return new AwsError('BadRequestException', message);
}
