export type {
  AwsEndpoint,
  CloudStatus,
  HealthCheckStatus,
  Link,
  LinkSelector,
  LinkState,
  LocalCloud,
  LocalCloudOptions,
  Progress,
  ReceivedWebhook,
  RegionProcessState,
  RegionStatus,
  RunningFault,
  TakenOverFigure,
  TimelineEntry,
} from './local-cloud.ts';
export { LocalCloudError, type LocalCloudErrorCode } from './local-cloud-error.ts';
export { Fault, type FaultInput, type FaultKind, type FaultStatus, type LinkKind } from './protocol/fault.ts';
export { connectLocalCloud, startLocalCloud } from './start-local-cloud.ts';
export type { DatabaseRole, Failure, RecordedEvent } from './supervise/region-start.ts';
