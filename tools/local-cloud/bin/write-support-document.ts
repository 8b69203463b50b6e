import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspace } from '../src/definitions/templates/read-apps.ts';
import { supportDocument } from '../src/definitions/templates/support-document.ts';

/** Writes `docs/local-cloud.md` anew. */
const file = join(workspace, 'docs', 'local-cloud.md');
await writeFile(file, supportDocument());
process.stdout.write(`${file} is written\n`);
