import { open } from 'node:fs/promises';
import type { StoryStep } from '../../wire.ts';
import type { StoryReader } from './story-reader.ts';

/** How much of a log's end is searched, in bytes. */
const searchedBytes = 8 * 1024 * 1024;
/** Lines that are shown of one log at most. */
const linesMax = 40;
/** Length of a line that is shown, in characters. */
const charactersMax = 300;

/** Lines of a region's log that name the payment; the log outlives its region. */
export function logReader(region: string, file: string): StoryReader {
  return {
    name: `log of ${region}`,
    async read(id) {
      const lines = (await endOf(file)).split('\n').filter((line) => line.includes(id));
      return lines.slice(-linesMax).flatMap((line) => stepOf(line, region));
    },
  };
}

async function endOf(path: string): Promise<string> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const length = Math.min(size, searchedBytes);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
  return buffer.subarray(0, bytesRead).toString('utf8');
}

/** A line of a region's log is a JSON object; the first and the last one that are read may be halves. */
function stepOf(line: string, region: string): readonly StoryStep[] {
  try {
    const { at, component, message, ...fields } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const text = `${String(message)} ${JSON.stringify(fields)}`.slice(0, charactersMax);
    return [{ at: String(at), region, kind: 'log', title: String(component), text }];
  } catch {
    return [];
  }
}
