import { type Template, templateChanges } from './template-changes.ts';

/** Lines of one stack in the text; a comment on GitHub holds 65,536 characters. */
const linesMax = 60;

/** The changes of all stacks as Markdown, one list for each stack that changes. */
export function describeChanges(before: ReadonlyMap<string, Template>, after: ReadonlyMap<string, Template>): string {
  const stacks = [...new Set([...before.keys(), ...after.keys()])].sort();
  const parts = stacks.flatMap((stack) => {
    const lines = templateChanges(before.get(stack), after.get(stack));
    if (lines.length === 0) return [];
    const more = lines.length > linesMax ? [`… and ${lines.length - linesMax} more`] : [];
    return [`**${stack}** (${lines.length})`, '```diff', ...lines.slice(0, linesMax), ...more, '```'];
  });
  const head = '### What this does to the templates';
  return [head, ...(parts.length === 0 ? ['Nothing: no template changes.'] : parts), ''].join('\n');
}
