/**
 * Wait that a `Retry-After` header asks for, in milliseconds: whole seconds, or a date (RFC 9110, 10.2.3). Undefined when it says
 * neither, or names a time that has passed.
 */
export function retryAfterMsOf(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const waitMs = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : dateMsOf(text) - now.getTime();
  return waitMs > 0 ? waitMs : undefined;
}

/** Only dates of HTTP: `Date.parse` alone would take `-1` for a year. */
function dateMsOf(text: string): number {
  return /^[A-Z][a-z]{2,8},? .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
}
