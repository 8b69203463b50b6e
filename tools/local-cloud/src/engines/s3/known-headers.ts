import { AwsError } from '../../protocol/aws/aws-call.ts';

/** Headers with a meaning to S3 that every call may have; the checksums are looked at where there is a body. */
const always: readonly RegExp[] = [
  /^x-amz-(date|content-sha256|security-token|user-agent|decoded-content-length|trailer|sdk-checksum-algorithm)$/,
  /^x-amz-checksum-/,
];

/**
 * Refuses a header that S3 would act on and this part does not simulate: ignoring it would do something else than AWS.
 *
 * @param known what the action looks at itself
 * @throws AwsError `NotImplemented`
 */
export function refuseUnknownHeaders(headers: Readonly<Record<string, string>>, known: readonly RegExp[]): void {
  const accepted = [...always, ...known];
  const unknown = Object.keys(headers)
    .filter((name) => name.startsWith('x-amz-') || name.startsWith('if-') || name === 'range')
    .find((name) => !accepted.some((pattern) => pattern.test(name)));
  if (unknown !== undefined) throw new AwsError('NotImplemented', `header ${unknown} is not simulated here`, 501);
}
