import type { z } from 'zod';
import type { RouteAccess } from '../access/scopes.ts';
import type { ServiceName } from '../service-names.ts';
import type { ProblemCode } from './problem.ts';

/** A route as it is deployed, documented and tested: one value for all three. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST';
  /** E.g. `/v1/payments/{id}`. */
  readonly path: string;
  /**
   * Where the path begins: `https://<public name>/<service>`, or `https://<public name>` as the specifications print it.
   *
   * @default 'service'
   */
  readonly below?: 'service' | 'public-name';
  readonly operationId: string;
  readonly summary: string;
  readonly access: RouteAccess;
  /** `optional`: a request without one is a request of its own, each time it is sent. */
  readonly idempotencyKey: 'required' | 'optional' | 'ignored';
  /** Schemas of the path's parameters, by name. */
  readonly pathParameters?: Readonly<Record<string, z.ZodType>>;
  /** Schema of the query, a property for each parameter; without one the query is not looked at. */
  readonly query?: z.ZodObject;
  /** The header that makes the request depend on the version of what it is about. */
  readonly condition?: 'If-Match' | 'If-None-Match';
  /** Schema of the body; has an id. */
  readonly body?: z.ZodObject;
  /** The answer on success. */
  readonly answer: {
    readonly status: number;
    readonly description: string;
    readonly schema: z.ZodType;
    /** Descriptions of its headers, by name, besides those that every answer has. */
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** Problems that this route may answer, besides those of every route. */
  readonly problems: readonly ProblemCode[];
}

/** All that a service answers. */
export interface ApiDescription {
  readonly service: ServiceName;
  readonly description: string;
  readonly routes: readonly ApiRoute[];
}
