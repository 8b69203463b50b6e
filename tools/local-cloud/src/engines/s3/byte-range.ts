import { AwsError } from '../../protocol/aws/aws-call.ts';

/** Positions of the first and the last byte. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads a `Range` header with one range; undefined when there is none to honor.
 *
 * Anything but a range of bytes is ignored, as HTTP has it; so are several ranges, which S3 does not serve.
 *
 * @param bytes size of the whole
 * @throws AwsError `InvalidRange` for one that begins behind the end
 */
export function byteRange(header: string | undefined, bytes: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const range =
    first === ''
      ? { from: Math.max(0, bytes - Number(last)), to: bytes - 1 }
      : { from: Number(first), to: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) };
  if (last !== '' && first !== '' && Number(last) < Number(first)) return undefined;
  if (range.from >= bytes) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return range;
}
