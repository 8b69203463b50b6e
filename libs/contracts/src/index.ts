export {
  ArchivedBundle,
  ArchivedCommand,
  ArchivedLine,
  ArchivedObject,
  type ArchivePlace,
  archivedBundleKeyOf,
  archivedOperationsPrefix,
  archivedSchemaPrefix,
  archiveKeyOf,
  archivePlaceOf,
  archivePrefixOf,
  bundleDigestOf,
  genesisHash,
  isUnbroken,
  sealed,
} from './archive.ts';
export {
  ApprovePayment,
  CapturePayment,
  ChangeCommand,
  Command,
  CreatePayment,
  RefundPayment,
  RejectPayment,
  ReviewCodes,
  VoidPayment,
} from './commands.ts';
export { currencyCodes, currencyExponents } from './currencies.ts';
export { DrillFaults, drillFaultsKey } from './drill-faults.ts';
export { asyncApiDocument } from './events/async-api.ts';
export { defineEvent, Envelope, type EventOf, type EventType, eventOf, type Occurrence } from './events/envelope.ts';
export {
  eventTypes,
  NotificationDelivered,
  OutboxRelayed,
  PaymentAccepted,
  PaymentAuthorized,
  PaymentCaptured,
  PaymentExpired,
  PaymentHeldForReview,
  PaymentPartiallyCaptured,
  PaymentPartiallyRefunded,
  PaymentRefunded,
  PaymentRejected,
  PaymentShortfallBooked,
  PaymentVoided,
} from './events/events.ts';
export { FailoverReport, failoverReportKey } from './failover-report.ts';
export type { ApiDescription, ApiRoute } from './http/api-route.ts';
export { DeliveryListQuery, DeliveryPage, DeliveryView, RetryDeliveryRequest } from './http/deliveries.ts';
export { CreatedEndpoint, CreateEndpointRequest } from './http/endpoints.ts';
export { type GatewayModel, gatewayModel } from './http/gateway-model.ts';
export { headers, IdempotencyKey, servedBy } from './http/headers.ts';
export { BalanceList, TransferPage, TransferView } from './http/ledger-views.ts';
export { openApiDocument } from './http/open-api.ts';
export {
  ApproveRequest,
  CaptureRequest,
  OperationPage,
  OperationView,
  RefundRequest,
  RejectRequest,
  VoidRequest,
} from './http/operations.ts';
export { PageQuery } from './http/paging.ts';
export {
  AcceptedPayment,
  CreatePaymentRequest,
  PaymentListQuery,
  PaymentOrCanaryRequest,
  PaymentPage,
  PaymentView,
} from './http/payments.ts';
export {
  isPassing,
  Problem,
  type ProblemCode,
  type ProblemExtras,
  problemMediaType,
  problemOf,
  problems,
} from './http/problem.ts';
export { ChangeSessionRequest, CreateSessionRequest, SessionId, SessionView } from './http/sessions.ts';
export { SpecifiedNotification, SpecifiedNotificationRequest } from './http/specified-notifications.ts';
export {
  inWholeUnits,
  paymentRequestOf,
  SpecifiedPayment,
  SpecifiedPaymentRequest,
  SpecifiedProcessRequest,
  SpecifiedValidation,
  specifiedMerchantId,
} from './http/specified-payments.ts';
export { CreateValidationRequest, DecisionReason, ValidationView } from './http/validations.ts';
export { Webhook, WebhookType } from './http/webhooks.ts';
export {
  CallerMerchantId,
  type CommandScope,
  canaryMerchantId,
  canaryMerchantRefusal,
  commandIdOf,
  DeliveryId,
  deliveryIdOf,
  EndpointId,
  endpointIdOf,
  eventIdOf,
  MerchantId,
  OperationId,
  operationIdOf,
  PaymentId,
  paymentIdOf,
  TransferId,
  transferIdOf,
  uuidOf,
} from './ids.ts';
export {
  canonicalJson,
  commandKey,
  ForgottenCommand,
  fingerprintOf,
  JournalMeta,
  JournalRecord,
  journalMetaKey,
  journalSchema,
  journalShardCount,
  journalSlotMs,
  journalSlotOf,
  journalSlotsBetween,
} from './journal.ts';
export type { JsonObject } from './json-schema.ts';
export {
  AmountMinor,
  AmountMinorOrZero,
  addMoney,
  allocate,
  amountDigitsMax,
  BalanceMinor,
  Currency,
  type CurrencyCode,
  formatMoney,
  type Money,
  money,
} from './money.ts';
export { ChangeOutcome, ChangeRefusal, CreationOutcome, OperationName, PaymentStatus } from './outcomes.ts';
export {
  type LedgerRole,
  ledgerRoleSecrets,
  ledgerRoles,
  type PlatformParameter,
  platformParameterName,
  platformParameters,
  type RecoveryHook,
  recoveryHooks,
  recoveryParameterName,
  servicesParameterPath,
} from './platform-parameters.ts';
export {
  BookResult,
  cursorLengthMax,
  ProbeResult,
  RecoveryProgress,
  RecoveryRequest,
  RecoveryResult,
} from './recovery.ts';
export { RegionName } from './region-name.ts';
export {
  Heartbeat,
  hasReached,
  healthPaths,
  heartbeatKey,
  RegionMode,
  RegionState,
  ReplicaMark,
  regionStateKey,
  replicaKey,
  type Seat,
  TakeoverStage,
  takeoverStages,
  trafficMemory,
} from './regions.ts';
export { idempotencyKeptMs } from './retention.ts';
export {
  archivedRollsPrefix,
  type RolledSpan,
  rolledKeyOf,
  rolledPrefixOf,
  rolledSpanOf,
} from './rolled-archive.ts';
export { type ServiceName, serviceNames } from './service-names.ts';
export { FailoverStage, StageRecord } from './stage-record.ts';
export { containsCardNumber, ownNumberHint } from './text/card-number.ts';
export { boundedText, storageFaultOf, type TextBounds, type TextFault, textFaultDetails } from './text/text.ts';
export { canaryPassOf, isCanaryPass } from './tokens/canary-pass.ts';
export {
  checkValidationToken,
  paymentFingerprintOf,
  signValidationToken,
  type TokenCheck,
  type TokenFault,
  type TokenUse,
  ValidationClaims,
  ValidationId,
  validationIdOf,
  validationTokenKeyOf,
  validationTokenSeconds,
  validationTokenSecretType,
} from './tokens/validation-token.ts';
export { type TrafficStatement, trafficStatements, trafficVotes, type Vote, votesToWin } from './traffic.ts';
