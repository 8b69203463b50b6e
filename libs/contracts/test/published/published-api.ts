import { readFileSync } from 'node:fs';
import type { ServiceName } from '../../src/index.ts';
import type { PublishedSchema } from './schema-arbitrary.ts';

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: PublishedSchema }>>;
}

interface Server {
  readonly url: string;
}

/** One operation of the reference, as it stands below its path and method. */
interface DescribedOperation {
  /** Those of the document, unless the operation stands elsewhere. */
  readonly servers?: readonly Server[];
  readonly operationId: string;
  /** The ways in, each with the scopes that it takes; none to what is public. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly requestBody?: Required<Content>;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: PublishedSchema;
  }[];
  readonly responses: Readonly<Record<string, Content>>;
}

/** One operation of the reference. */
export interface Operation extends DescribedOperation {
  readonly method: string;
  /** Below the public name, with its parameters in braces. */
  readonly path: string;
}

/** A published OpenAPI document, as far as tests read it. */
export interface PublishedApi {
  readonly servers: readonly Server[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, PublishedSchema>> };
}

/** The document in `docs/reference`, as it is published: not one that is made for the test. */
export function publishedApi(service: ServiceName): PublishedApi {
  const file = new URL(`../../../../docs/reference/${service}.openapi.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as PublishedApi;
}

export function operationsOf({ servers: ofAll, paths }: PublishedApi): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path: `${basePathOf(operation.servers ?? ofAll)}${path}`,
    })),
  );
}

function basePathOf([server]: readonly Server[]): string {
  return /^https:[/][/][^/]+(.*)$/.exec(server?.url ?? '')?.[1] ?? '';
}
