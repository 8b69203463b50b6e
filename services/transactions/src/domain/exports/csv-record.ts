/** Beginnings that a spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^[=+\-@\t\r]/;
const special = /[",\r\n]/;

/**
 * A record of RFC 4180, with its line end. A field that holds a comma, a quote or a line end is quoted.
 *
 * A field that begins as a formula does is quoted as well, with an apostrophe before it: a spreadsheet shows it as text. Whoever reads
 * the file by a program takes the apostrophe away before `=`, `+`, `-`, `@`, a tab or a carriage return.
 */
export function csvRecord(fields: readonly string[]): string {
  return `${fields.map(fieldOf).join(',')}\r\n`;
}

function fieldOf(text: string): string {
  if (formula.test(text)) return quoted(`'${text}`);
  return special.test(text) ? quoted(text) : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
