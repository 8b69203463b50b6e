import { writeFile } from 'node:fs/promises';
import { generatedFiles } from './generated-files.ts';

/** Writes the types of the published API into `src/generated`; a test compares. Run in this project's folder. */
for (const [name, text] of Object.entries(await generatedFiles())) {
  const file = new URL(`../src/generated/${name}`, import.meta.url);
  await writeFile(file, text);
  process.stdout.write(`wrote ${file.pathname}\n`);
}
