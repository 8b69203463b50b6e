import { createHash, createHmac } from 'node:crypto';
import type { SignedLink } from './signed-link.ts';

/** A request as it came. */
export interface SentRequest {
  readonly method: string;
  /** Still encoded: S3 signs it as it is. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Signature that a presigned request must carry, in hexadecimal, by the text of
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html. The body is not signed.
 */
export function linkSignature(link: SignedLink, { method, path, query, headers }: SentRequest, secret: string): string {
  const parameters = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort();
  const canonical = [
    method,
    path,
    parameters.join('&'),
    ...link.signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replaceAll(/ +/g, ' ')}`),
    '',
    link.signedHeaders.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const scope = [link.day, link.region, 's3', 'aws4_request'];
  const text = [
    'AWS4-HMAC-SHA256',
    link.signedAt,
    scope.join('/'),
    createHash('sha256').update(canonical).digest('hex'),
  ];
  let key: Buffer | string = `AWS4${secret}`;
  for (const part of scope) key = hmac(key, part);
  return hmac(key, text.join('\n')).toString('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** RFC 3986: everything but unreserved characters, which `encodeURIComponent` does not take that strictly. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
