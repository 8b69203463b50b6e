import { figure, rowName, shade, timeAxis } from '../chart/drawing.ts';
import { frame, niceMax, round, xOf } from '../chart/scale.ts';
import { quantile } from '../facts/attempts.ts';
import { type BroughtBack, broughtBack } from '../facts/brought-back.ts';
import { lostOperations } from '../facts/moved-money.ts';
import { type Html, html } from '../html.ts';
import { type PageParts, spanOf } from '../page-parts.ts';
import { section } from '../tables.ts';
import { counted, seconds } from '../units.ts';

const area = { top: 8, bottom: 118 } as const;

/** How far the replica was behind when its writer was lost, and what the journal brought back. */
export function replication(parts: PageParts): Html {
  const { report, histories } = parts;
  const lost = lostOperations(histories.evidence);
  const back = broughtBack(histories, report.startedAt);
  const zeroMs = spanOf(parts).zeroMs;
  const oldest = quantile(
    back.map(({ answeredMs }) => answeredMs),
    0,
  );
  const lagText =
    oldest === undefined
      ? 'No answered command was missing from the ledger that took over.'
      : `The oldest command that clients had an answer to, and that the ledger lacked, was answered ${age(zeroMs - oldest)}.`;
  const changes = lost.filter(({ version }) => version > 2).length;
  const lostText =
    lost.length === 0
      ? 'The lost database held nothing that the promoted one lacks.'
      : `The lost database held ${counted(lost.length, 'command')} that were never replicated: ${counted(lost.length - changes, 'payment')} and ${counted(changes, 'change')}.`;
  const applied = `The recovery applied ${counted(report.verdict.appliedFromJournal, 'command')} from the journal; ${counted(report.verdict.inDoubt, 'payment')} stayed in doubt.`;
  return section(
    'replication',
    'Replication, and what was brought back',
    html`<p>${lagText} ${lostText} ${applied}</p>
`,
    back.length === 0 ? '' : drawing(parts, back),
  );
}

function drawing(parts: PageParts, back: readonly BroughtBack[]): Html {
  const span = spanOf(parts);
  const moves = back
    .flatMap(({ answeredMs, bookedMs }) => [
      { atMs: answeredMs, by: 1 },
      { atMs: bookedMs, by: -1 },
    ])
    .sort((left, right) => left.atMs - right.atMs);
  let count = 0;
  const points = moves.map(({ atMs, by }) => {
    count += by;
    return { atMs, count };
  });
  const most =
    quantile(
      points.map((point) => point.count),
      1,
    ) ?? 0;
  const max = niceMax(most);
  const yOf = (value: number) => round(area.bottom - (value / max) * (area.bottom - area.top));
  // A step: along to the moment, then up or down.
  const path = points.map((point) => `H${xOf(span, point.atMs)}V${yOf(point.count)}`).join('');
  const last = points.at(-1)?.atMs ?? span.zeroMs;
  const description = `At most ${counted(most, 'command')} stood in the journal alone; all were booked ${seconds(last - span.zeroMs)} after the fault.`;
  return figure(
    'brought-back',
    {
      title: 'Commands that clients had an answer to, and only the journal held',
      description,
      height: area.bottom + 24,
    },
    shade(
      span,
      area,
      parts.report.faults.filter(({ isFelt }) => isFelt),
    ),
    timeAxis(span, area),
    [max / 2, max].map((value) => {
      const y = yOf(value);
      return html`<line class="grid" x1="${frame.left}" y1="${y}" x2="${frame.right}" y2="${y}"/>${rowName(y + 4, String(value))}`;
    }),
    html`<path class="missing" d="M${frame.left} ${area.bottom}${path}H${frame.right}V${area.bottom}Z"/>
`,
  );
}

function age(ms: number): string {
  return ms >= 0 ? `${seconds(ms)} before the fault` : `${seconds(-ms)} after it`;
}
