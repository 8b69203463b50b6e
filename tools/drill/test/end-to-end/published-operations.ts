import type { ServiceName } from '@redoubt/contracts';
import { operationsOf, publishedApi } from '@redoubt/contracts/published-api';

const services = ['validation', 'transactions', 'notifications'] as const satisfies readonly ServiceName[];

/** The published references of everything that clients may ask. */
export const publishedApis = services.map(publishedApi);

/** Every operation that they tell of. */
export interface PublishedOperation {
  readonly operationId: string;
  readonly method: string;
  /** Below the public name, with nothing under its ids. */
  readonly path: string;
  readonly takesBody: boolean;
}

export const publishedOperations: readonly PublishedOperation[] = publishedApis
  .flatMap(operationsOf)
  .map(({ operationId, method, path, requestBody }) => ({
    operationId,
    method,
    path: path.replaceAll(/[{][a-z_]+[}]/g, 'nothing'),
    takesBody: requestBody !== undefined,
  }));
