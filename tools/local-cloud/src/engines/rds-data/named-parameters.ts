/** A piece of a statement: SQL that is passed on as it is, or a named parameter. */
export type SqlPiece = { readonly text: string } | { readonly parameter: string };

/**
 * Parts of a statement in which a colon is no parameter: comments, string and dollar-quoted constants, quoted
 * names, casts; and then the parameter itself.
 */
const token =
  /--[^\n]*|\/\*|\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(?<tag>[A-Za-z_][A-Za-z0-9_]*)?\$|::|:(?<name>[A-Za-z_][A-Za-z0-9_]*)/g;

/** Splits a statement at its named parameters `:name`. */
export function splitAtParameters(sql: string): readonly SqlPiece[] {
  const pieces: SqlPiece[] = [];
  let from = 0;
  token.lastIndex = 0;
  for (let match = token.exec(sql); match !== null; match = token.exec(sql)) {
    const [found] = match;
    const name = match.groups?.['name'];
    if (name !== undefined) {
      pieces.push({ text: sql.slice(from, match.index) }, { parameter: name });
      from = token.lastIndex;
    } else if (found === '/*') {
      token.lastIndex = endOfComment(sql, token.lastIndex);
    } else if (found.startsWith('$')) {
      const end = sql.indexOf(found, token.lastIndex);
      token.lastIndex = end === -1 ? sql.length : end + found.length;
    }
  }
  pieces.push({ text: sql.slice(from) });
  return pieces;
}

/** Comments nest in PostgreSQL. */
function endOfComment(sql: string, from: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = from;
  let depth = 1;
  for (let match = mark.exec(sql); match !== null; match = mark.exec(sql)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return sql.length;
}
