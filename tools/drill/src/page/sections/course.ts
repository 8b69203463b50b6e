import { bar, figure, legend, rowName, timeAxis } from '../chart/drawing.ts';
import { round, xOf } from '../chart/scale.ts';
import { type Html, html } from '../html.ts';
import { onClock, type PageParts, spanOf } from '../page-parts.ts';
import { section, table } from '../tables.ts';
import { listed, seconds } from '../units.ts';

const rowHeight = 19;

/** The course of the drill, as a drawing and as a list. */
export function course(parts: PageParts): Html {
  const { report } = parts;
  const zeroMs = spanOf(parts).zeroMs;
  const rows = report.timeline.map(({ atMs, region, stage, text }) => [
    relative(atMs - zeroMs),
    stage,
    region ?? '',
    text,
  ]);
  return section(
    'course',
    'Course of the drill',
    drawing(parts),
    html`<details><summary>Every entry of the timeline</summary>
${table('Timeline, in seconds after the fault', ['Second', 'Kind', 'Region', 'What happened'], rows, [0])}</details>
`,
  );
}

function drawing(parts: PageParts): Html {
  const { report, histories } = parts;
  const span = spanOf(parts);
  const faults = report.faults.map(({ text, fromMs, toMs = span.toMs, isFelt }) => {
    return { name: shortened(text), kind: isFelt ? 'felt' : 'unfelt', fromMs, toMs };
  });
  const stages = histories.failovers.flatMap(({ stages }) =>
    stages.map(({ stage, startedAt, endedAt }) => {
      return { name: stage, kind: 'stage', fromMs: onClock(report, startedAt), toMs: onClock(report, endedAt) };
    }),
  );
  const still = report.standstills.map((it) => ({ name: 'money stands still', kind: 'still', ...it }));
  const names = [...new Set([...faults, ...stages, ...still].map(({ name }) => name))];
  const top = (name: string) => 6 + names.indexOf(name) * rowHeight;
  const bottom = 10 + names.length * rowHeight;
  const marks = marksOf(parts);
  const described = marks.map(({ name, atMs }) => `${name} after ${seconds(atMs - span.zeroMs)}`);
  const description = `Bars are faults, stages of the takeover and pauses of money; lines are what clients saw: ${listed(described)}.`;
  return figure(
    'course-drawing',
    { title: 'The outage and the takeover', description, height: bottom + 62 },
    names.map((name) => rowName(top(name) + 12, name)),
    timeAxis(span, { top: 4, bottom }),
    [...faults, ...stages, ...still].map((it) =>
      bar(it.kind, span, { ...it, top: top(it.name) + 2, height: rowHeight - 5 }),
    ),
    marks.map(({ atMs }, at) => {
      const x = xOf(span, atMs);
      const y = bottom + 34;
      return html`<line class="mark" x1="${x}" y1="4" x2="${x}" y2="${bottom}"/><circle class="mark" cx="${x}" cy="${y - 4}" r="8"/><text class="in-mark" x="${x}" y="${round(y - 0.3)}" text-anchor="middle">${at + 1}</text>\n`;
    }),
    legend(
      bottom + 56,
      marks.map(({ name }, at) => ['none', `${at + 1} ${name}`] as const),
    ),
  );
}

function marksOf({ report }: PageParts): readonly { readonly name: string; readonly atMs: number }[] {
  const { detectedMs, firstAcceptedMs, firstPostedMs, firstChangedMs } = report.achieved;
  const zeroMs = report.faults.find(({ isFelt }) => isFelt)?.fromMs ?? 0;
  const seen = [
    ['decided', detectedMs],
    ['acknowledged', firstAcceptedMs],
    ['captured', firstPostedMs],
    ['changed', firstChangedMs],
  ] as const;
  return seen.flatMap(([name, ms]) => (ms === null ? [] : [{ name, atMs: zeroMs + ms }]));
}

/** The beginning of a fault's text fits beside a drawing. */
function shortened(text: string): string {
  const [first = text] = text.split(/[:;,]/);
  return first.length > 21 ? `${first.slice(0, 20)}…` : first;
}

function relative(ms: number): string {
  return (ms / 1000).toFixed(1).replace('-', '−');
}
