import type { HttpFunction } from '@redoubt/lambda-kit';
import { type ApiRequest as AnyRequest, type ApiAnswer, ask as send } from '@redoubt/lambda-kit/http-contract';
import { vi } from 'vitest';

// Read when a function is made: importing this is enough.
vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');

/** The parts of a request that a test states; every path here has an id, or nothing. */
export interface ApiRequest extends Omit<AnyRequest, 'path'> {
  readonly id?: string;
}

/** Sends a request to a function as API Gateway does, and reads the answer. */
export function ask(fn: HttpFunction, { id, ...request }: ApiRequest): Promise<ApiAnswer> {
  return send(fn, id === undefined ? request : { ...request, path: { id } });
}
