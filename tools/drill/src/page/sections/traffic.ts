import { bar, figure, legend, rowName, shade, timeAxis } from '../chart/drawing.ts';
import { frame, niceMax, round, type Span, xOf } from '../chart/scale.ts';
import { type Attempt, attemptsIn, type Outcome, quantile, type Second, secondsOf } from '../facts/attempts.ts';
import { type Html, html } from '../html.ts';
import { type PageParts, spanOf } from '../page-parts.ts';
import { section } from '../tables.ts';
import { counted, seconds } from '../units.ts';

const outcomes = [
  ['taken', 'taken (2xx)'],
  ['refused', 'refused (4xx)'],
  ['failed', 'come again (429, 5xx)'],
  ['silent', 'no answer'],
] as const satisfies readonly (readonly [Outcome, string])[];

/** Dots of a drawing: a longer load is thinned out evenly. */
const dotsMax = 1500;

const area = { top: 8, bottom: 150 } as const;

/** Throughput, latency and errors as clients saw them, through the outage. */
export function traffic(parts: PageParts): Html {
  const span = spanOf(parts);
  const attempts = attemptsIn(parts.histories.book).filter(
    ({ endedMs }) => endedMs >= span.fromMs && endedMs < span.toMs,
  );
  const felt = parts.report.faults.filter(({ isFelt }) => isFelt);
  const bySecond = secondsOf(attempts, span);
  return section(
    'traffic',
    'Traffic through the outage',
    throughput(span, bySecond, felt),
    latency(span, attempts, felt),
    errors(span, bySecond, felt),
  );
}

type Times = Parameters<typeof shade>[2];

function throughput(span: Span, bySecond: readonly Second[], felt: Times): Html {
  const totals = bySecond.map((it) => it.taken + it.refused + it.failed + it.silent);
  const max = niceMax(Math.max(...totals, 1));
  const height = (count: number) => (count / max) * (area.bottom - area.top);
  const columns = bySecond.flatMap((second) => {
    let top = area.bottom as number;
    return outcomes.flatMap(([outcome]) => {
      const count = second[outcome];
      if (count === 0) return [];
      top -= height(count);
      return [
        bar(outcome, span, { fromMs: second.fromMs + 60, toMs: second.fromMs + 940, top, height: height(count) }),
      ];
    });
  });
  const sum = (outcome: Outcome) => bySecond.reduce((total, second) => total + second[outcome], 0);
  const counts = outcomes.map(([outcome, text]) => `${sum(outcome)} ${text}`).join(', ');
  return figure(
    'throughput',
    { title: 'Attempts that ended in each second', description: `In all ${counts}.`, height: area.bottom + 44 },
    shade(span, area, felt),
    timeAxis(span, area),
    levels([max / 2, max], max, (value) => `${value} /s`),
    columns,
    legend(area.bottom + 38, outcomes),
  );
}

function latency(span: Span, attempts: readonly Attempt[], felt: Times): Html {
  const answered = attempts.filter(({ outcome }) => outcome !== 'silent');
  const every = Math.max(Math.ceil(answered.length / dotsMax), 1);
  const took = answered.map(({ sentMs, endedMs }) => Math.max(endedMs - sentMs, 1));
  const max = 10 ** Math.ceil(Math.log10(Math.max(quantile(took, 1) ?? 0, 10)));
  const yOf = (ms: number) =>
    round(area.bottom - (Math.log10(Math.max(ms, 1)) / Math.log10(max)) * (area.bottom - area.top));
  const dots = answered
    .filter((_, at) => at % every === 0)
    .map(({ sentMs, endedMs, outcome }) => {
      return html`<circle class="${outcome}" cx="${xOf(span, endedMs)}" cy="${yOf(endedMs - sentMs)}" r="2.2"/>\n`;
    });
  const [half, most] = [quantile(took, 0.5), quantile(took, 0.99)];
  const powers = Array.from({ length: Math.log10(max) + 1 }, (_, at) => 10 ** at);
  const description = `Each dot is an answer${every > 1 ? `, one of ${every} shown` : ''}; half came within ${seconds(half ?? 0)}, 99 of 100 within ${seconds(most ?? 0)}.`;
  return figure(
    'latency',
    { title: 'Time to the answer of an attempt', description, height: area.bottom + 44 },
    shade(span, area, felt),
    timeAxis(span, area),
    powers.slice(1).map((ms) => level(yOf(ms), ms < 1000 ? `${ms} ms` : `${ms / 1000} s`)),
    dots,
    legend(area.bottom + 38, outcomes.slice(0, 3)),
  );
}

function errors(span: Span, bySecond: readonly Second[], felt: Times): Html {
  const shares = bySecond.map((it) => {
    const total = it.taken + it.refused + it.failed + it.silent;
    return { fromMs: it.fromMs, share: total === 0 ? 0 : (it.failed + it.silent) / total };
  });
  const bad = bySecond.reduce((sum, it) => sum + it.failed + it.silent, 0);
  const columns = shares
    .filter(({ share }) => share > 0)
    .map(({ fromMs, share }) => {
      const height = share * 70;
      return bar('silent', span, { fromMs: fromMs + 60, toMs: fromMs + 940, top: 78 - height, height });
    });
  const worst = Math.max(...shares.map(({ share }) => share), 0);
  const description = `${counted(bad, 'attempt')} of all found a region that was busy, failing or silent; in the worst second ${Math.round(worst * 100)} %. Clients tried again with the same key.`;
  return figure(
    'errors',
    { title: 'Share of attempts without a good answer', description, height: 78 + 24 },
    shade(span, { top: 8, bottom: 78 }, felt),
    timeAxis(span, { top: 8, bottom: 78 }),
    [level(8, '100 %'), level(43, '50 %')],
    columns,
  );
}

function levels(values: readonly number[], max: number, text: (value: number) => string): readonly Html[] {
  return values.map((value) => level(area.bottom - (value / max) * (area.bottom - area.top), text(value)));
}

function level(y: number, text: string): Html {
  return html`<line class="grid" x1="${frame.left}" y1="${round(y)}" x2="${frame.right}" y2="${round(y)}"/>${rowName(round(y + 4), text)}`;
}
