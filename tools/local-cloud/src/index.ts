export { type ActingRole, fetchAsRole } from './client/fetch-as-role.ts';
export { type OperatorRequest, type SignedRequest, type Signing, signRequest } from './client/sign-request.ts';
export { appFolders, readApps } from './definitions/templates/read-apps.ts';
export { digestOf, type Stack } from './definitions/templates/read-assembly.ts';
export type { ConsoleHost, ConsoleModule, ConsoleNews, FunctionBudget, KnownNow } from './protocol/console-host.ts';
export type { DeployedStack, StackChanges } from './protocol/deployed-stack.ts';
export { Fault, type FaultInput, type FaultKind, type FaultStatus, type LinkKind } from './protocol/fault.ts';
export { isSame } from './protocol/http/caller-check.ts';
export { listening, type RunningServer } from './protocol/http/listening.ts';
export { readBody } from './protocol/http/read-body.ts';
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
export type { RecordedMessage } from './protocol/recorded-message.ts';
export type { DatabaseRole, Failure, RecordedEvent, SocketAddress } from './protocol/region-start.ts';
export type { RoleCredentials } from './protocol/role-credentials.ts';
export { connectLocalCloud, startLocalCloud } from './start-local-cloud.ts';
