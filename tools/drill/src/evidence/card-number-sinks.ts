import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { testCardNumber } from '../load/bad-requests.ts';

/** Files that can hold text of ours: logs, recorded events. Database files are judged through SQL. */
const textFile = /\.(log|ndjson|jsonl)$/;

/**
 * Looks for the card number that the load has sent in every log and event file below a folder.
 *
 * @returns places as `file:line`; the line itself is not repeated.
 */
export async function cardNumberSinks(dataDir: string): Promise<readonly string[]> {
  const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const file of files.filter((it) => it.isFile() && textFile.test(it.name))) {
    const path = join(file.parentPath, file.name);
    let line = 0;
    // One file at a time: logs of a drill can be large, and only one line of each is held in memory.
    for await (const text of createInterface({ input: createReadStream(path, 'utf8') })) {
      line++;
      if (text.includes(testCardNumber)) found.push(`${relative(dataDir, path)}:${line}`);
    }
  }
  return found;
}
