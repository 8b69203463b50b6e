import { writeFile } from 'node:fs/promises';
import { openApiDocument } from '@redoubt/contracts';
import { merchantsApi } from '../src/api.ts';

/** Writes what the API looks like; a test compares. Run in this project's folder, then `npm run format`. */
const file = new URL('../../../docs/reference/merchants.openapi.json', import.meta.url);
await writeFile(file, `${JSON.stringify(openApiDocument(merchantsApi), null, 2)}\n`);
process.stdout.write(`wrote ${file.pathname}\n`);
