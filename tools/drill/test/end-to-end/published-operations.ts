import { readFileSync } from 'node:fs';

const services = ['validation', 'transactions', 'notifications'] as const;

interface Operation {
  /** Those of the document, unless the operation stands right below the public name. */
  readonly servers?: readonly unknown[];
  readonly requestBody?: object;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Every operation that the published references tell of. */
export interface PublishedOperation {
  readonly method: string;
  /** Below the public name, with nothing under its ids. */
  readonly path: string;
  readonly takesBody: boolean;
}

export const publishedOperations: readonly PublishedOperation[] = services.flatMap((service) => {
  const file = new URL(`../../../../docs/reference/${service}.openapi.json`, import.meta.url);
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { servers, requestBody }]) => ({
      method: method.toUpperCase(),
      path: `${servers === undefined ? `/${service}` : ''}${path.replaceAll(/[{][a-z_]+[}]/g, 'nothing')}`,
      takesBody: requestBody !== undefined,
    })),
  );
});
