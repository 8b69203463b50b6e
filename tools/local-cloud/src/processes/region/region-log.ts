import { createWriteStream, type WriteStream } from 'node:fs';
import type { RegionContext } from '../../engines/service-module.ts';

/** A region's log file: one JSON object per line. */
export interface RegionLog {
  readonly log: RegionContext['log'];
  /** Writes what is buffered. */
  close(): Promise<void>;
}

export function openRegionLog(path: string): RegionLog {
  const stream: WriteStream = createWriteStream(path, { flags: 'a' });
  return {
    log: (component, message, fields) => {
      stream.write(`${JSON.stringify({ at: new Date().toISOString(), component, message, ...fields })}\n`);
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
