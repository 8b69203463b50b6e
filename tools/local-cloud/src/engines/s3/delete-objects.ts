import { AwsError, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import type { Bucket } from './bucket.ts';
import { verifyChecksums } from './checksums.ts';
import { decodeChunks } from './decode-chunks.ts';
import { readDeleteDocument } from './delete-document.ts';
import { refuseUnknownHeaders } from './known-headers.ts';
import { versionHeader } from './object-headers.ts';
import type { ObjectVersion } from './object-version.ts';
import type { S3Request } from './s3-request.ts';
import { xmlAnswer } from './xml-answer.ts';

/** Deletes an object, or one version for ever; it is no error when there is nothing to delete. */
export function deleteObject(bucket: Bucket, { key, query, headers }: S3Request): AwsResponse {
  refuseUnknownHeaders(headers, []);
  const versionId = query.get('versionId');
  const deleted = versionId === undefined ? bucket.hide(key) : bucket.remove(key, versionId);
  const marked = deleted?.kind === 'delete_marker' ? { 'x-amz-delete-marker': 'true' } : {};
  return { status: 204, headers: deleted === undefined ? {} : { ...versionHeader(deleted), ...marked }, body: '' };
}

/**
 * Deletes up to 1,000 objects or versions that a document names.
 *
 * @throws AwsError `MalformedXML`, `InvalidRequest` without a checksum of the document
 */
export function deleteObjects(bucket: Bucket, { headers, body: sent }: S3Request): AwsResponse {
  refuseUnknownHeaders(headers, []);
  const { body, trailers } = decodeChunks(sent, headers);
  const checksum = verifyChecksums(body, { ...headers, ...trailers });
  if (checksum === undefined && headers['content-md5'] === undefined) {
    throw new AwsError('InvalidRequest', 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  const { isQuiet, objects } = readDeleteDocument(body.toString('utf8'));
  const deleted = objects.map(({ key, versionId }) => {
    const version = versionId === undefined ? bucket.hide(key) : bucket.remove(key, versionId);
    return { Key: key, ...(versionId === undefined ? {} : { VersionId: versionId }), ...markerElements(version) };
  });
  return xmlAnswer('DeleteResult', isQuiet ? {} : { Deleted: deleted });
}

/** Of a marker that was made, or of one that was deleted. */
function markerElements(version: ObjectVersion | undefined): Readonly<Record<string, unknown>> {
  return version?.kind === 'delete_marker' ? { DeleteMarker: true, DeleteMarkerVersionId: version.versionId } : {};
}
