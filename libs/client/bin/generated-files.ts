import openapiTS, { astToString } from 'openapi-typescript';
import { merchantDocument } from './merchant-document.ts';

const banner = '// Made from docs/reference by bin/write-types.ts: not edited by hand.\n';

/** Texts of all files in `src/generated`, by name. */
export async function generatedFiles(): Promise<Readonly<Record<string, string>>> {
  const { document, keyedPaths } = merchantDocument();
  const source = structuredClone(document) as unknown as Parameters<typeof openapiTS>[0];
  const types = astToString(await openapiTS(source));
  const listed = keyedPaths.map((path) => `  '${path}',\n`).join('');
  return {
    'merchant-api.ts': `${banner}\n${types}`,
    'keyed-paths.ts': `${banner}
/** Paths whose POST takes an idempotency key: repeating it with the same key does nothing twice. */
export const keyedPaths = [\n${listed}] as const;
`,
  };
}
