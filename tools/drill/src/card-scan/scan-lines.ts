import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { textHoldsCardNumber } from './card-number.ts';

/** Files of a local cloud that hold what the platform wrote, one JSON value a line: logs, and the events of a bus. */
const isOfPlatform = /(^|\/)(logs\/[^/]+\.log|events\.ndjson)$/;

/** Searches logs and events for any card number, value by value. @returns places as `file:line` */
export async function scanLines(
  folder: string,
): Promise<{ readonly places: readonly string[]; readonly looked: { readonly lines: number } }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name));
  const places: string[] = [];
  let lines = 0;
  for (const path of paths.filter((it) => isOfPlatform.test(it))) {
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(path) })) {
      number++;
      if (textHoldsCardNumber(line)) places.push(`${relative(folder, path)}:${number}`);
    }
    lines += number;
  }
  return { places, looked: { lines } };
}
