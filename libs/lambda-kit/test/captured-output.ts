import { afterEach, beforeEach, vi } from 'vitest';

/** Everything that the tests of a file write to standard output and error, where logs and metrics go. */
export function captureOutput(): { text(): string } {
  const written: string[] = [];
  beforeEach(() => {
    written.length = 0;
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((chunk) => {
        written.push(String(chunk));
        return true;
      });
    }
  });
  afterEach(() => vi.restoreAllMocks());
  return { text: () => written.join('') };
}
