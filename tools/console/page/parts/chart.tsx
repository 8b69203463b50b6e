import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

export interface ChartLine {
  readonly label: string;
  /** Name of a color among the page's own. */
  readonly color: string;
  /** Lengths of strokes and gaps: lines are told apart without color. */
  readonly dash?: readonly number[];
  readonly values: readonly (number | null)[];
}

/** A moment that is marked across the chart. */
export interface ChartMoment {
  readonly at: number;
  readonly text: string;
}

export interface ChartProps {
  /** One sentence for who can't see it. */
  readonly title: string;
  readonly unit: string;
  /** Seconds since 1970. */
  readonly at: readonly number[];
  readonly lines: readonly ChartLine[];
  readonly moments: readonly ChartMoment[];
}

const height = 200;
/** Lines that texts of moments close to each other take turns on. */
const momentRows = 5;

/** A color as it is now: a canvas knows neither variables nor schemes. */
function colorOf(element: HTMLElement, name: string): string {
  element.style.color = `var(--${name})`;
  const { color } = getComputedStyle(element);
  element.style.color = '';
  return color;
}

/** Lines over time; drawn anew with each change of its values, made anew only when its width or the colors change. */
export function Chart({ title, unit, at, lines, moments }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const marked = useRef(moments);
  marked.current = moments;

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const axis = {
      stroke: () => colorOf(element, 'dim'),
      grid: { stroke: () => colorOf(element, 'line'), width: 1 },
      ticks: { show: false },
    };
    const made = new uPlot(
      {
        width: Math.max(240, element.clientWidth),
        height,
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] } },
        axes: [
          { ...axis, size: 30, space: 90, values: (_, ats) => ats.map(timeOf) },
          { ...axis, size: 52 },
        ],
        series: [
          {},
          ...lines.map(({ label, color, dash }) => ({
            label,
            stroke: () => colorOf(element, color),
            width: 2,
            points: { show: false },
            ...(dash === undefined ? {} : { dash: [...dash] }),
          })),
        ],
        hooks: { draw: [(u) => drawMoments(u, marked.current, colorOf(element, 'ink'))] },
      },
      [[...at], ...lines.map(({ values }) => [...values])],
      element,
    );
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: Math.max(240, element.clientWidth), height }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
    };
    // Lines differ in nothing but their values while a page is open.
  }, []);

  useEffect(() => plot.current?.setData([[...at], ...lines.map(({ values }) => [...values])]));

  return (
    <figure class="chart">
      <figcaption>
        <span>
          {title} <span class="unit">({unit})</span>
        </span>
        <span class="legend">
          {lines.map(({ label, color, dash, values }) => (
            <span key={label}>
              <svg viewBox="0 0 24 4" aria-hidden="true" focusable="false">
                <line x1="0" y1="2" x2="24" y2="2" class={color} stroke-dasharray={dash?.join(' ') ?? ''} />
              </svg>
              {label} {lastOf(values)}
            </span>
          ))}
        </span>
      </figcaption>
      <div ref={host} aria-hidden="true" />
    </figure>
  );
}

/** Time of day in UTC, as everywhere on the page. */
function timeOf(at: number): string {
  return new Date(at * 1000).toISOString().slice(11, 19);
}

/** The last whole second: the one that runs is not over. */
function lastOf(values: readonly (number | null)[]): string {
  const last = values.at(-2) ?? null;
  return last === null ? '–' : String(Math.round(last));
}

function drawMoments({ ctx, valToPos, bbox }: uPlot, moments: readonly ChartMoment[], color: string): void {
  ctx.save();
  ctx.strokeStyle = color;
  ctx.fillStyle = color;
  ctx.font = `${11 * devicePixelRatio}px system-ui`;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  let lastX = Number.NEGATIVE_INFINITY;
  let row = 0;
  for (const { at, text } of moments) {
    const x = valToPos(at, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    row = x - lastX < 70 * devicePixelRatio ? (row + 1) % momentRows : 0;
    lastX = x;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const isAtEdge = x > bbox.left + 0.85 * bbox.width;
    ctx.textAlign = isAtEdge ? 'right' : 'left';
    ctx.fillText(text, x + (isAtEdge ? -3 : 3) * devicePixelRatio, bbox.top + (12 + 13 * row) * devicePixelRatio);
  }
  ctx.restore();
}
