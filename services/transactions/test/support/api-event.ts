import type { RouteAccess } from '@redoubt/contracts';
import type { HttpFunction } from '@redoubt/lambda-kit';
import {
  type ApiRequest as AnyRequest,
  type ApiAnswer,
  ask as send,
  withOwnKey,
} from '@redoubt/lambda-kit/http-contract';
import { vi } from 'vitest';

// Read when a function is made: importing this is enough.
vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');

/** The parts of a request that a test states; every path here has an id, or nothing. */
export interface ApiRequest extends Omit<AnyRequest, 'path'> {
  readonly id?: string;
}

const aMerchants: RouteAccess = { scope: 'payments:read' };

/**
 * Sends a request to a function as API Gateway does, and reads the answer. It comes from somebody who may, if it does not say itself from
 * whom: with the key of the merchant that it names, or of acme; and signed by an operator.
 */
export function ask(fn: HttpFunction, { id, ...request }: ApiRequest): Promise<ApiAnswer> {
  const signed = withOwnKey({ access: 'operator' }, id === undefined ? request : { ...request, path: { id } });
  return send(fn, withOwnKey({ access: aMerchants }, signed));
}

/** The headers of a merchant's request. */
export const keyOf = (merchantId: string) => ({ Authorization: `Bearer ${merchantId}` });
