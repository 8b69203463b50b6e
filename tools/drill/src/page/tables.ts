import { Html, type HtmlValue, html } from './html.ts';

/** A table with a caption and headers; its first column names the row. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly HtmlValue[])[],
  numbers: readonly number[] = [],
): Html {
  const kind = (column: number) => (numbers.includes(column) ? new Html(' class="number"') : '');
  const cells = ([first = '', ...rest]: readonly HtmlValue[]) =>
    html`<tr><th scope="row">${first}</th>${rest.map((cell, at) => html`<td${kind(at + 1)}>${cell}</td>`)}</tr>\n`;
  return html`<div class="wide" role="region" tabindex="0" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${head.map((name, at) => html`<th scope="col"${kind(at)}>${name}</th>`)}</tr></thead>
<tbody>
${rows.map(cells)}</tbody>
</table></div>
`;
}

/** A section with its heading. */
export function section(id: string, heading: string, ...content: readonly HtmlValue[]): Html {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
${content}</section>
`;
}
