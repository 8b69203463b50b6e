/** A span of time, on the drill's clock, with the moment that the axis counts from. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  /** The fault. */
  readonly zeroMs: number;
}

/** Inner edges of every chart, in units of its drawing. */
export const frame = { width: 720, left: 132, right: 708 } as const;

/** Place of a moment on the time axis; moments outside lie on its edges. */
export function xOf({ fromMs, toMs }: Span, atMs: number): number {
  const part = (Math.min(Math.max(atMs, fromMs), toMs) - fromMs) / (toMs - fromMs);
  return round(frame.left + part * (frame.right - frame.left));
}

/** Steps of the axis, in seconds; the first that makes few enough. */
const steps = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600];
const ticksMax = 12;

/** Moments to mark, in whole steps from the zero. */
export function ticksOf({ fromMs, toMs, zeroMs }: Span): readonly { readonly atMs: number; readonly label: string }[] {
  const step = steps.find((it) => (toMs - fromMs) / (it * 1000) <= ticksMax) ?? steps.at(-1) ?? 1;
  const first = Math.ceil((fromMs - zeroMs) / (step * 1000));
  const last = Math.floor((toMs - zeroMs) / (step * 1000));
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const label = String((first + at) * step).replace('-', '−');
    return { atMs: zeroMs + (first + at) * step * 1000, label };
  });
}

/** A round number at least as great, for the end of an axis. */
export function niceMax(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((it) => it >= value) ?? 10 * power;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
