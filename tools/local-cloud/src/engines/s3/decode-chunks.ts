import { AwsError } from '../../protocol/aws/aws-call.ts';

const crlf = '\r\n';
/** Size in hexadecimal, and what a signed chunk carries behind it. */
const chunkHead = /^([0-9a-f]+)(;chunk-signature=[0-9a-f]{64})?$/i;

/** A body as its sender meant it. */
export interface SentBody {
  readonly body: Buffer;
  /** Lower-case names; a checksum that was computed while the body was sent. */
  readonly trailers: Readonly<Record<string, string>>;
}

/**
 * Takes a body out of the chunks of `aws-chunked`, which SDK clients use for streams.
 *
 * Signatures of chunks are not verified, as none is here.
 *
 * @throws AwsError `IncompleteBody`, `InvalidRequest`
 */
export function decodeChunks(sent: Buffer, headers: Readonly<Record<string, string>>): SentBody {
  if (headers['x-amz-content-sha256']?.startsWith('STREAMING-') !== true) return { body: sent, trailers: {} };
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = sent.indexOf(crlf, at);
    const [, size] = chunkHead.exec(end < 0 ? '' : sent.toString('latin1', at, end)) ?? [];
    if (size === undefined) throw incomplete('a chunk has no readable size');
    const bytes = Number.parseInt(size, 16);
    const from = end + crlf.length;
    if (bytes === 0) {
      const body = Buffer.concat(chunks);
      verifyLength(body, headers['x-amz-decoded-content-length']);
      return { body, trailers: readTrailers(sent.toString('latin1', from)) };
    }
    if (sent.toString('latin1', from + bytes, from + bytes + crlf.length) !== crlf)
      throw incomplete('a chunk is cut off');
    chunks.push(sent.subarray(from, from + bytes));
    at = from + bytes + crlf.length;
  }
}

function verifyLength(body: Buffer, announced: string | undefined): void {
  if (announced === undefined)
    throw new AwsError('MissingContentLength', 'x-amz-decoded-content-length is missing', 411);
  if (Number(announced) !== body.length) throw incomplete(`${announced} bytes were announced, ${body.length} came`);
}

function readTrailers(text: string): Readonly<Record<string, string>> {
  const lines = text.split(crlf).filter((line) => line !== '');
  return Object.fromEntries(
    lines
      .map(
        (line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const,
      )
      .filter(([name]) => name !== 'x-amz-trailer-signature'),
  );
}

function incomplete(reason: string): AwsError {
  return new AwsError('IncompleteBody', `The request body is not what its headers announce: ${reason}`);
}
