import { type Command, InvalidArgumentError, Option } from 'commander';

/** First port of `redoubt up`. */
export const portBaseDefault = 4500;

/** First port of a drill: its local cloud runs beside the one of `redoubt up`. */
export const drillPortBaseDefault = 4700;

/** Parses a whole number within bounds, both allowed. */
export function wholeNumber({ min, max }: { readonly min: number; readonly max: number }): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^[0-9]+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`a whole number from ${min} to ${max} is allowed.`);
  };
}

/** `--port-base`: which local cloud. */
export function portBaseOption(defaultValue: number): Option {
  // Up to 40 ports are taken from here on, and those below 1024 belong to root.
  return new Option('--port-base <port>', 'first port of the local cloud')
    .argParser(wholeNumber({ min: 1024, max: 65_000 }))
    .default(defaultValue);
}

/** `--json` on a command that prints data. */
export function jsonOption(): Option {
  return new Option('--json', 'print data as JSON on stdout; progress stays on stderr').default(false);
}

/** Adds examples to the end of `--help`. */
export function withExamples(command: Command, examples: readonly string[]): Command {
  return command.addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}\n`);
}
