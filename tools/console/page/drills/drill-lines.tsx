import { drillLine } from '../model/drills/drill-lines.ts';

/** Everything that a drill has said, the newest first. */
export function DrillLines({ lines }: { readonly lines: readonly string[] }) {
  const steps = lines.map((line, at) => ({ at, ...drillLine(line) })).filter(({ text }) => text !== '');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="drill-lines" aria-label="Steps of the drill" tabIndex={0}>
      <ol class="log">
        {steps.reverse().map(({ at, after, stage, text }) => (
          <li key={at}>
            <span class="where">{after === undefined ? '' : `+ ${after}`}</span>
            <span class="where">{stage ?? ''}</span>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
