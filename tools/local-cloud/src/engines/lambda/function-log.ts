import type { RegionContext } from '../service-module.ts';

/** Writes a function's line to the region's log; structured lines keep their structure, so that the log can be searched. */
export function logFunctionLine(
  log: RegionContext['log'],
  { component, line }: { readonly component: string; readonly line: string },
): void {
  const entry = line.startsWith('{') ? parsedLine(line) : undefined;
  if (entry === undefined) log(component, line);
  else log(component, typeof entry['message'] === 'string' ? entry['message'] : 'metrics', { entry });
}

function parsedLine(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
