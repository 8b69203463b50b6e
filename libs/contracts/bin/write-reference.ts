import { writeFile } from 'node:fs/promises';
import { asyncApiDocument } from '../src/index.ts';

/** Writes what the events look like; a test compares. Run in this project's folder, then `npm run format`. */
const file = new URL('../../../docs/reference/events.asyncapi.json', import.meta.url);
await writeFile(file, `${JSON.stringify(asyncApiDocument(), null, 2)}\n`);
process.stdout.write(`wrote ${file.pathname}\n`);
