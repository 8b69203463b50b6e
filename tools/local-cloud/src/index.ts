export { appFolders, readApps } from './definitions/templates/read-apps.ts';
export { digestOf, type Stack } from './definitions/templates/read-assembly.ts';
export type { DeployedStack, StackChanges } from './protocol/deployed-stack.ts';
export { Fault, type FaultInput, type FaultKind, type FaultStatus, type LinkKind } from './protocol/fault.ts';
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
} from './protocol/local-cloud.ts';
export { LocalCloudError, type LocalCloudErrorCode } from './protocol/local-cloud-error.ts';
export type { DatabaseRole, Failure, RecordedEvent } from './protocol/region-start.ts';
export { connectLocalCloud, startLocalCloud } from './start-local-cloud.ts';
