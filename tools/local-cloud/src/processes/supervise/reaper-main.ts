import { createInterface } from 'node:readline';
import { killTree } from './process-tree.ts';

/**
 * The reaper: control writes the process ids of its regions to our standard input, one per line, and a minus before one
 * that has ended. When the input ends, control is gone, however it went, and what it left is killed.
 */
const roots = new Set<number>();

for (const ignored of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(ignored, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const pid = Number(line);
  if (pid < 0) roots.delete(-pid);
  else if (pid > 0) roots.add(pid);
}
await Promise.all([...roots].map(killTree));
