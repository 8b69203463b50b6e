import { createHash, createHmac } from 'node:crypto';

export interface HandSigned {
  readonly method: string;
  /** Still encoded. */
  readonly path: string;
  /** As it is sent, in the order and spelling of a canonical request. */
  readonly query?: string;
  /** Lower-case names; `host` among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HandSigning {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** `YYYYMMDD'T'HHMMSS'Z'` */
  readonly at: string;
  readonly region?: string;
  readonly service?: string;
  /** Of the scope, where it is not that of `at`. */
  readonly date?: string;
  readonly terminator?: string;
  /** Names left out of what is signed. */
  readonly unsigned?: readonly string[];
}

/**
 * Signature Version 4 from its description, without a library: what the local cloud computes by the SDK's is compared with it.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signByHand(request: HandSigned, signing: HandSigning): Record<string, string> {
  const { region = 'us-east-1', service = 'execute-api', at, terminator = 'aws4_request', unsigned = [] } = signing;
  const date = signing.date ?? at.slice(0, 8);
  const headers: Record<string, string> = { ...request.headers, 'x-amz-date': at };
  const names = Object.keys(headers)
    .filter((name) => !unsigned.includes(name))
    .sort();
  const canonical = [
    request.method,
    request.path.split('/').map(encodeURIComponent).join('/'),
    request.query ?? '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    sha256(request.body ?? ''),
  ].join('\n');
  const scope = [date, region, service, terminator].join('/');
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
  const key = [date, region, service, terminator].reduce<string | Buffer>(
    (left, part) => hmac(left, part),
    `AWS4${signing.secretAccessKey}`,
  );
  const signature = hmac(key, toSign).toString('hex');
  const credential = `Credential=${signing.accessKeyId}/${scope}`;
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...headers, authorization };
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
