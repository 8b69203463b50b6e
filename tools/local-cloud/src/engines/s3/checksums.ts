import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { StoredObject } from './object-version.ts';

const headerPrefix = 'x-amz-checksum-';
/** Headers with the prefix that hold no checksum. */
const otherHeaders: readonly string[] = [`${headerPrefix}mode`, `${headerPrefix}type`, `${headerPrefix}algorithm`];

const algorithms: Readonly<Record<string, (body: Buffer) => string>> = {
  crc32: (body) => {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(crc32(body));
    return value.toString('base64');
  },
  sha1: (body) => createHash('sha1').update(body).digest('base64'),
  sha256: (body) => createHash('sha256').update(body).digest('base64'),
};

/** Whether checksums of an algorithm, e.g. `crc32`, are computed here. */
export function hasAlgorithm(name: string): boolean {
  return Object.hasOwn(algorithms, name);
}

/** Checksum in base64. */
export function checksumOf(name: string, body: Buffer): string {
  const algorithm = algorithms[name];
  if (algorithm === undefined) throw new Error(`checksum ${name} is not simulated`);
  return algorithm(body);
}

/**
 * Verifies the checksums of a request's body: SHA-256 of the signature, MD5, and one additional checksum.
 *
 * @param headers of the request, with the trailers of a body that was sent in chunks
 * @returns the additional checksum, which S3 keeps with the object
 * @throws AwsError for a body that is not what the sender meant to send
 */
export function verifyChecksums(
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): StoredObject['checksum'] | undefined {
  verifyPayloadHash(body, headers['x-amz-content-sha256']);
  verifyMd5(body, headers['content-md5']);
  const given = Object.keys(headers).filter((name) => name.startsWith(headerPrefix) && !otherHeaders.includes(name));
  const [first] = given;
  if (first === undefined) return undefined;
  if (given.length > 1) {
    throw new AwsError(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const name = first.slice(headerPrefix.length);
  const value = headers[first] ?? '';
  const algorithm = algorithms[name];
  if (algorithm === undefined) {
    const known = Object.keys(algorithms).join(', ');
    throw new AwsError('NotImplemented', `checksum ${name} is not simulated; there are ${known}`, 501);
  }
  if (Buffer.from(value, 'base64').length !== Buffer.from(algorithm(Buffer.alloc(0)), 'base64').length) {
    throw new AwsError('InvalidRequest', `Value for ${first} header is invalid.`);
  }
  if (algorithm(body) !== value) {
    throw new AwsError('BadDigest', `The ${name.toUpperCase()} you specified did not match the calculated checksum.`);
  }
  return { name, value };
}

function verifyPayloadHash(body: Buffer, given: string | undefined): void {
  if (given === undefined) {
    throw new AwsError('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  if (given === 'UNSIGNED-PAYLOAD' || given.startsWith('STREAMING-')) return;
  if (createHash('sha256').update(body).digest('hex') !== given) {
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
}

function verifyMd5(body: Buffer, given: string | undefined): void {
  if (given === undefined) return;
  if (Buffer.from(given, 'base64').length !== 16) {
    throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  if (createHash('md5').update(body).digest('base64') !== given) {
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
}
