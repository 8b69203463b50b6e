import type { AwsResponse } from '../../protocol/aws/aws-call.ts';
import { restoreObject } from './archived-objects.ts';
import type { Bucket } from './bucket.ts';
import { deleteObject, deleteObjects } from './delete-objects.ts';
import { getObject, headObject } from './get-object.ts';
import { listObjects } from './listing/list-objects.ts';
import { listVersions } from './listing/list-versions.ts';
import { abortUpload } from './multipart/abort-upload.ts';
import { beginUpload } from './multipart/begin-upload.ts';
import { completeUpload } from './multipart/complete-upload.ts';
import { uploadPart } from './multipart/upload-part.ts';
import { putObject } from './put-object.ts';
import { replicaMarker, takeReplica } from './replication/replica-call.ts';
import type { S3Request } from './s3-request.ts';
import { xmlAnswer } from './xml-answer.ts';

/** One call of S3's API. */
interface S3Action {
  /** The API's name; absent for calls between regions. */
  readonly name?: string;
  readonly method: string;
  readonly on: 'bucket' | 'object';
  /** The parameter that tells this action from others of its method. */
  readonly selector?: string;
  /** Every parameter that is looked at. */
  readonly parameters: readonly string[];
  answer(bucket: Bucket, request: S3Request): Promise<AwsResponse> | AwsResponse;
}

const empty: AwsResponse = { status: 200, headers: {}, body: '' };

/** The simulated actions of S3. */
export const s3Actions: readonly S3Action[] = [
  { name: 'PutObject', method: 'PUT', on: 'object', parameters: [], answer: putObject },
  { name: 'GetObject', method: 'GET', on: 'object', parameters: ['versionId'], answer: getObject },
  { name: 'HeadObject', method: 'HEAD', on: 'object', parameters: ['versionId'], answer: headObject },
  { name: 'DeleteObject', method: 'DELETE', on: 'object', parameters: ['versionId'], answer: deleteObject },
  {
    name: 'RestoreObject',
    method: 'POST',
    on: 'object',
    selector: 'restore',
    parameters: ['restore', 'versionId'],
    answer: restoreObject,
  },
  {
    name: 'UploadPart',
    method: 'PUT',
    on: 'object',
    selector: 'uploadId',
    parameters: ['uploadId', 'partNumber'],
    answer: uploadPart,
  },
  {
    name: 'AbortMultipartUpload',
    method: 'DELETE',
    on: 'object',
    selector: 'uploadId',
    parameters: ['uploadId'],
    answer: abortUpload,
  },
  {
    name: 'CreateMultipartUpload',
    method: 'POST',
    on: 'object',
    selector: 'uploads',
    parameters: ['uploads'],
    answer: beginUpload,
  },
  {
    name: 'CompleteMultipartUpload',
    method: 'POST',
    on: 'object',
    selector: 'uploadId',
    parameters: ['uploadId'],
    answer: completeUpload,
  },
  {
    name: 'DeleteObjects',
    method: 'POST',
    on: 'bucket',
    selector: 'delete',
    parameters: ['delete'],
    answer: deleteObjects,
  },
  {
    name: 'ListObjectsV2',
    method: 'GET',
    on: 'bucket',
    selector: 'list-type',
    parameters: ['list-type', 'prefix', 'delimiter', 'max-keys', 'start-after', 'continuation-token', 'encoding-type'],
    answer: listObjects,
  },
  {
    name: 'ListObjectVersions',
    method: 'GET',
    on: 'bucket',
    selector: 'versions',
    parameters: ['versions', 'prefix', 'max-keys', 'key-marker', 'version-id-marker', 'encoding-type'],
    answer: listVersions,
  },
  {
    name: 'GetBucketVersioning',
    method: 'GET',
    on: 'bucket',
    selector: 'versioning',
    parameters: ['versioning'],
    answer: ({ isVersioned }) => xmlAnswer('VersioningConfiguration', isVersioned ? { Status: 'Enabled' } : {}),
  },
  { name: 'HeadBucket', method: 'HEAD', on: 'bucket', parameters: [], answer: () => empty },
  {
    method: 'POST',
    on: 'bucket',
    selector: replicaMarker,
    parameters: [replicaMarker],
    answer: async (bucket, request) => {
      await takeReplica(bucket, request);
      return empty;
    },
  },
];

/** The action of a call: one whose parameter is given before one that has none of its own. */
export function actionOf({ key, query }: S3Request, method: string): S3Action | undefined {
  const on = key === '' ? 'bucket' : 'object';
  const possible = s3Actions.filter((action) => action.method === method && action.on === on);
  return (
    possible.find(({ selector }) => selector !== undefined && query.has(selector)) ??
    possible.find(({ selector }) => selector === undefined)
  );
}
