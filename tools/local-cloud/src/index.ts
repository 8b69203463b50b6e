export type {
  AwsEndpoint,
  CloudStatus,
  HealthCheckStatus,
  Link,
  LinkKind,
  LinkSelector,
  LinkState,
  LocalCloud,
  LocalCloudOptions,
  Progress,
  ReceivedWebhook,
  RegionProcessState,
  RegionStatus,
  TakenOverFigure,
  TimelineEntry,
} from './local-cloud.ts';
export { LocalCloudError, type LocalCloudErrorCode } from './local-cloud-error.ts';
export { connectLocalCloud, startLocalCloud } from './start-local-cloud.ts';
export type { DatabaseRole, Failure, RecordedEvent } from './supervise/region-start.ts';
