import { writeFile } from 'node:fs/promises';
import { openApiDocument } from '@redoubt/contracts';
import { validationApi } from '../src/api.ts';

/** Writes what the API looks like; a test compares. Run in this project's folder, then `npm run format`. */
const file = new URL('../../../docs/reference/validation.openapi.json', import.meta.url);
await writeFile(file, `${JSON.stringify(openApiDocument(validationApi), null, 2)}\n`);
process.stdout.write(`wrote ${file.pathname}\n`);
