import { type Html, html } from '../html.ts';
import { frame, round, type Span, ticksOf, xOf } from './scale.ts';

/** A figure with a drawing that says its content in words, too. */
export function figure(
  id: string,
  { title, description, height }: { readonly title: string; readonly description: string; readonly height: number },
  ...content: readonly (Html | readonly Html[])[]
): Html {
  return html`<figure>
<figcaption><strong>${title}</strong> ${description}</figcaption>
<svg viewBox="0 0 ${frame.width} ${height}" role="img" aria-labelledby="${id}-title ${id}-text">
<title id="${id}-title">${title}</title>
<desc id="${id}-text">${description}</desc>
${content}</svg>
</figure>
`;
}

/** The time axis below a drawing, its grid, and the moment of the fault. */
export function timeAxis(span: Span, { top, bottom }: { readonly top: number; readonly bottom: number }): Html {
  const zero = xOf(span, span.zeroMs);
  return html`<g class="axis">
${ticksOf(span).map(({ atMs, label }) => {
  const x = xOf(span, atMs);
  return html`<line class="grid" x1="${x}" y1="${top}" x2="${x}" y2="${bottom}"/><text x="${x}" y="${bottom + 15}" text-anchor="middle">${label}</text>\n`;
})}<line class="base" x1="${frame.left}" y1="${bottom}" x2="${frame.right}" y2="${bottom}"/>
<text x="${frame.left - 8}" y="${bottom + 15}" text-anchor="end">s after the fault</text>
<line class="fault" x1="${zero}" y1="${top}" x2="${zero}" y2="${bottom}"/>
</g>
`;
}

/** Times in which a fault was in force, behind everything else. */
export function shade(
  span: Span,
  { top, bottom }: { readonly top: number; readonly bottom: number },
  times: readonly { readonly fromMs: number; readonly toMs?: number | undefined }[],
): readonly Html[] {
  return times.map(({ fromMs, toMs = span.toMs }) => bar('shade', span, { fromMs, toMs, top, height: bottom - top }));
}

/** A bar along the time axis. */
export function bar(
  kind: string,
  span: Span,
  it: { readonly fromMs: number; readonly toMs: number; readonly top: number; readonly height: number },
): Html {
  const from = xOf(span, it.fromMs);
  const width = Math.max(round(xOf(span, it.toMs) - from), 1.5);
  return html`<rect class="${kind}" x="${from}" y="${round(it.top)}" width="${width}" height="${round(it.height)}"/>\n`;
}

/** Names of the colors of a drawing, one after the other. */
export function legend(y: number, names: readonly (readonly [kind: string, text: string])[]): Html {
  let x = frame.left as number;
  return html`<g class="legend">
${names.map(([kind, text]) => {
  const at = x;
  x += 24 + text.length * 6.2;
  return html`<rect class="${kind}" x="${round(at)}" y="${y - 9}" width="10" height="10"/><text x="${round(at + 14)}" y="${y}">${text}</text>\n`;
})}</g>
`;
}

/** A name at the left of a drawing. */
export function rowName(y: number, text: string): Html {
  return html`<text class="name" x="${frame.left - 8}" y="${y}" text-anchor="end">${text}</text>\n`;
}
