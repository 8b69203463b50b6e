/** Reads a metric of an alarm by its id within one period; undefined when it has no value there. */
export type ReadById = (id: string) => number | undefined;

/** Value of an expression in one period; undefined when a part that FILL does not fill has none. */
export type MetricExpression = (read: ReadById) => number | undefined;

const term = String.raw`(?:FILL\((?<filled>[a-z]\w*), (?<filling>\d+)\)|(?<id>[a-z]\w*)|(?<number>\d+))`;
const firstTerm = new RegExp(`^${term}`);
const nextTerm = new RegExp(`^ (?<sign>[+-]) ${term}`);

/** Reads sums and differences of metrics, with FILL; undefined for the rest of CloudWatch's metric math, which is not evaluated. */
export function metricExpression(text: string): MetricExpression | undefined {
  const terms: { readonly sign: 1 | -1; readonly value: MetricExpression }[] = [];
  for (let rest = text; rest !== ''; ) {
    const match = (terms.length === 0 ? firstTerm : nextTerm).exec(rest);
    if (match?.groups === undefined) return undefined;
    terms.push({ sign: match.groups['sign'] === '-' ? -1 : 1, value: valueOfTerm(match.groups) });
    rest = rest.slice(match[0].length);
  }
  if (terms.length === 0) return undefined;
  return (read) => {
    let sum = 0;
    for (const { sign, value } of terms) {
      const number = value(read);
      if (number === undefined) return undefined;
      sum += sign * number;
    }
    return sum;
  };
}

function valueOfTerm({ filled, filling, id, number }: Readonly<Record<string, string | undefined>>): MetricExpression {
  if (filled !== undefined) return (read) => read(filled) ?? Number(filling);
  if (id !== undefined) return (read) => read(id);
  return () => Number(number);
}
