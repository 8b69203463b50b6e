/** The parts of a Signature Version 4 `Authorization` header. */
export interface SignedAuthorization {
  readonly accessKeyId: string;
  /** `YYYYMMDD` of the credential's scope. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Last part of the scope. */
  readonly terminator: string;
  /** Names as they were sent. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits, if the caller has computed it right. */
  readonly signature: string;
}

export type ParsedAuthorization = SignedAuthorization | { readonly complaint: string };

const algorithm = 'AWS4-HMAC-SHA256';
const notPairs = { complaint: 'Invalid key=value pair (missing equal-sign) in Authorization header.' } as const;
const parameters = ['Credential', 'Signature', 'SignedHeaders'] as const;
type Parameter = (typeof parameters)[number];

/**
 * Reads the header, or words API Gateway's complaint about it. Neither holds what the caller sent: a header may be somebody's token.
 *
 * Texts as in https://github.com/serverless/serverless/issues/3205; the hash of the header that AWS adds is left out.
 */
export function parseAuthorization(header: string): ParsedAuthorization {
  const [, name = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(header.trim()) ?? [];
  if (name !== algorithm) return notPairs;
  const parts = rest.split(/[,\s]+/).map((part) => /^([^=]+)=(.*)$/.exec(part));
  const found = new Map(parts.map((part) => [part?.[1], part?.[2] ?? '']));
  // Also a header that came twice: the second one begins with the algorithm's name again.
  if (found.has(undefined) || found.size !== parts.length) return notPairs;
  const missing = parameters.filter((name) => !found.get(name));
  if (missing.length > 0) {
    return { complaint: missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' ') };
  }
  const given = (name: Parameter) => found.get(name) ?? '';
  const [accessKeyId, date, region, service, terminator, ...more] = given('Credential').split('/');
  if (!accessKeyId || !date || !region || !service || terminator === undefined || more.length > 0) {
    return {
      complaint: 'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.',
    };
  }
  const signedHeaders = given('SignedHeaders').split(';');
  return { accessKeyId, date, region, service, terminator, signedHeaders, signature: given('Signature') };
}
