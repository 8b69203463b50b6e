import { serviceNames } from '@redoubt/contracts';
import { type Operation, operationsOf, publishedApi } from '@redoubt/contracts/published-api';
import type { Sender } from '../../src/load/sender.ts';
import { merchantId } from './merchant-client.ts';

/** The failover service has no API. */
const services = serviceNames.filter((name) => name !== 'failover');

/** The published references of everything that clients may ask. */
export const publishedApis = services.map(publishedApi);

/** Who may use an operation. */
export function wayIn({ security }: Pick<Operation, 'security'>): 'merchant' | 'operator' | 'nobody' {
  const [scheme] = security;
  if (scheme === undefined) return 'nobody';
  return Object.hasOwn(scheme, 'operator') ? 'operator' : 'merchant';
}

/** Somebody who may use an operation; where merchants may, it is this one. */
export function senderTo(operation: Pick<Operation, 'security'>, merchant = merchantId): Sender {
  const way = wayIn(operation);
  return way === 'merchant' ? { kind: 'merchant', merchantId: merchant } : { kind: way };
}

/** Every operation that they tell of. */
export interface PublishedOperation {
  readonly operationId: string;
  readonly method: string;
  /** Below the public name, with nothing under its ids. */
  readonly path: string;
  readonly takesBody: boolean;
  /** Somebody who may use it. */
  readonly sender: Sender;
}

export const publishedOperations: readonly PublishedOperation[] = publishedApis
  .flatMap(operationsOf)
  .map(({ operationId, method, path, requestBody, security }) => ({
    operationId,
    method,
    sender: senderTo({ security }),
    path: path.replaceAll(/[{][A-Za-z]+[}]/g, 'nothing'),
    takesBody: requestBody !== undefined,
  }));
