import type { RegionContext } from '../service-module.ts';

/**
 * Writes a function's line to the region's log; structured lines keep their structure, so that the log can be searched.
 *
 * @returns the entry of a structured line
 */
export function logFunctionLine(
  log: RegionContext['log'],
  { component, line }: { readonly component: string; readonly line: string },
): Readonly<Record<string, unknown>> | undefined {
  const entry = line.startsWith('{') ? parsedLine(line) : undefined;
  if (entry === undefined) log(component, line);
  else log(component, typeof entry['message'] === 'string' ? entry['message'] : 'metrics', { entry });
  return entry;
}

function parsedLine(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
