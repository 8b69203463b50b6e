import { s3Request } from '../../s3/s3-request.ts';
import type { AskedReader } from './asked-reader.ts';

/** IAM's names where they are not the API's own. */
const bucketActions: Readonly<Record<string, string>> = {
  'list-type': 's3:ListBucket',
  versions: 's3:ListBucketVersions',
  versioning: 's3:GetBucketVersioning',
};
const objectActions: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};

/** An action on an object, one of its versions, or the bucket; deleting several objects asks for each kind once. */
export const askedOfS3: AskedReader = (request) => {
  const { bucket, key, query } = s3Request(request);
  const arn = `arn:aws:s3:::${bucket}`;
  if (key !== '') {
    if (query.has('uploads') || query.has('uploadId')) {
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
      const action = request.method === 'DELETE' ? 's3:AbortMultipartUpload' : 's3:PutObject';
      return [{ action, resource: `${arn}/${key}`, context: {} }];
    }
    const action = query.has('restore')
      ? 's3:RestoreObject'
      : (objectActions[request.method] ?? `s3:${request.method}`);
    // IAM has no action of its own for a version's restoration.
    const hasVersions = action !== 's3:PutObject' && action !== 's3:RestoreObject';
    const version = query.has('versionId') && hasVersions ? 'Version' : '';
    return [{ action: `${action}${version}`, resource: `${arn}/${key}`, context: {} }];
  }
  if (query.has('delete')) return [{ action: 's3:DeleteObject', resource: `${arn}/*`, context: {} }];
  const selector = [...query.keys()].find((name) => name in bucketActions);
  const action = selector === undefined ? 's3:ListBucket' : (bucketActions[selector] ?? '');
  const prefix = query.get('prefix');
  return [{ action, resource: arn, context: prefix === undefined ? {} : { 's3:prefix': [prefix] } }];
};
