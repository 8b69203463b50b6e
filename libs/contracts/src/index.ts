export {
  AccessKeyItem,
  AccessPeppers,
  accessKeyItemKey,
  currentPepper,
} from './access/access-items.ts';
export {
  type AccessMode,
  accessKeyDigest,
  type ClaimedKey,
  claimedKeyOf,
  keyIdOf,
  modeOf,
  newAccessKey,
  randomKeyId,
} from './access/access-key.ts';
export {
  AccessKeyId,
  AccessMerchantItem,
  accessMerchantItemKey,
  activeKeysMax,
  ListedKey,
  listedKeysMax,
  MerchantLogEntry,
  MerchantName,
  merchantItemPrefix,
  merchantLogMax,
} from './access/merchant-item.ts';
export { type MerchantSeed, merchantSeedOf } from './access/merchant-seed.ts';
export { type RouteAccess, Scope, scopes } from './access/scopes.ts';
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
  ChangeBlocklist,
  ChangeCommand,
  ChangeTerms,
  Command,
  CreatePayment,
  DisputeReason,
  LoseDispute,
  OpenDispute,
  RefundPayment,
  RejectPayment,
  ReviewCodes,
  SettleMerchant,
  SubmitEvidence,
  VoidPayment,
  WinDispute,
} from './commands.ts';
export { currencyCodes, currencyExponents } from './currencies.ts';
export { DrillFaults, drillFaultsKey } from './drill-faults.ts';
export { asyncApiDocument } from './events/async-api.ts';
export { defineEvent, Envelope, type EventOf, type EventType, eventOf, type Occurrence } from './events/envelope.ts';
export {
  EndpointPaused,
  eventTypes,
  NotificationDelivered,
  OutboxRelayed,
  PaymentAccepted,
  PaymentAuthorized,
  PaymentCaptured,
  PaymentDisputed,
  PaymentDisputeEvidenceSubmitted,
  PaymentDisputeLost,
  PaymentDisputeWon,
  PaymentExpired,
  PaymentHeldForReview,
  PaymentPartiallyCaptured,
  PaymentPartiallyRefunded,
  PaymentRefunded,
  PaymentRejected,
  PaymentShortfallBooked,
  PaymentVoided,
} from './events/events.ts';
export { KeyRevoked, MerchantClosed, MerchantRegistered } from './events/merchant-events.ts';
export {
  Afterwards,
  FailoverMode,
  FailoverQuestion,
  failoverModes,
  PersonsDecision,
  PersonsOrder,
  PersonsWord,
  SignalDown,
} from './failover/failover-decisions.ts';
export {
  AnsweredFailover,
  AnswerFailoverRequest,
  ExplainedFailover,
  FailoverObstacle,
  FailoversRead,
  failoversListedMax,
  OrderedFailover,
  OrderFailoverRequest,
  ReadFailoversRequest,
  WatchView,
  watchKey,
} from './failover/failover-operations.ts';
export { ReadinessFinding, ReadinessGrade, ReadinessReport, readinessGrades } from './failover/readiness.ts';
export { stakeText } from './failover/stake-text.ts';
export { FailoverReport, failoverReportKey } from './failover-report.ts';
export type { ApiDescription, ApiRoute } from './http/api-route.ts';
export {
  ChangeChannelRequest,
  ChangedChannel,
  ChannelKind,
  ChannelList,
  ChannelQuery,
  ChannelView,
  ConfirmChannelRequest,
  CreateChannelRequest,
  SendCodeRequest,
} from './http/channels.ts';
export {
  DeliveryAttempt,
  DeliveryListQuery,
  DeliveryPage,
  DeliveryStatus,
  DeliveryView,
  EndpointEvent,
  EndpointEventPage,
  EndpointEventsQuery,
  RecoverEndpointRequest,
  RecoveredEndpoint,
  RetryDeliveryRequest,
} from './http/deliveries.ts';
export {
  ChangedEndpoint,
  ChangeEndpointRequest,
  CreatedEndpoint,
  CreateEndpointRequest,
  EndpointDetails,
  EndpointListQuery,
  EndpointPage,
  EndpointQuery,
  EndpointView,
  EventPattern,
  RolledSecret,
  RollSecretRequest,
  TestEndpointRequest,
  TestedEndpoint,
} from './http/endpoints.ts';
export { ExportedList, ExportFormat, ExportRequest, ExportView } from './http/exports.ts';
export { type GatewayModel, gatewayModel } from './http/gateway-model.ts';
export { headers, IdempotencyKey, servedBy } from './http/headers.ts';
export { BalanceList, PayoutPage, PayoutView, TransferPage, TransferView } from './http/ledger-views.ts';
export { Metadata, RefundReason, StatementDescriptor } from './http/metadata.ts';
export { openApiDocument } from './http/open-api.ts';
export {
  ApproveRequest,
  CaptureRequest,
  DisputeRequest,
  EvidenceRequest,
  LoseDisputeRequest,
  OperationPage,
  OperationView,
  RefundRequest,
  RejectRequest,
  VoidRequest,
  WinDisputeRequest,
} from './http/operations.ts';
export { AuditEntry, AuditLogPage, AuditLogQuery, DecisionText } from './http/operators/audit-log.ts';
export { BlocklistChange, BlocklistEntry, BlocklistPage, ChangeBlocklistRequest } from './http/operators/blocklist.ts';
export {
  CloseMerchantRequest,
  CreatedKey,
  CreateKeyRequest,
  KeyList,
  KeyView,
  LimitMerchantRequest,
  MerchantDetails,
  MerchantPage,
  MerchantView,
  RegisterMerchantRequest,
  RevokeKeyRequest,
  RollKeyRequest,
} from './http/operators/merchants.ts';
export { ChangeTermsRequest, MerchantTerms, Terms } from './http/operators/terms.ts';
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
} from './http/specified-payments.ts';
export {
  MerchantOperationPage,
  MerchantTransferPage,
  MovementListQuery,
  Statement,
  StatementQuery,
} from './http/statements.ts';
export { CreateValidationRequest, DecisionReason, ValidationView } from './http/validations.ts';
export { TestWebhook, Webhook, WebhookType } from './http/webhooks.ts';
export {
  CallerMerchantId,
  ChannelId,
  type CommandScope,
  canaryMerchantId,
  canaryMerchantRefusal,
  channelIdOf,
  commandIdOf,
  DeliveryId,
  deliveryIdOf,
  EndpointId,
  ExportId,
  endpointIdOf,
  eventIdOf,
  exportIdOf,
  MerchantId,
  OperationId,
  operationIdOf,
  PaymentId,
  PayoutId,
  paymentIdOf,
  payoutIdOf,
  TransferId,
  testMerchantPrefix,
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
export { type Limit, limitIn, paymentCeiling } from './limits/limit.ts';
export { type ReferenceRates, referenceRates } from './limits/reference-rates.ts';
export {
  type MethodClass,
  RequestsPerSecond,
  requestsPerSecondDefault,
  requestsPerSecondMax,
  requestWindowSeconds,
} from './limits/request-limits.ts';
export {
  BlocklistSetting,
  blocklistPartition,
  Setting,
  settingKey,
  TermsSetting,
  termsKey,
} from './limits/settings.ts';
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
export {
  BlocklistOutcome,
  ChangeOutcome,
  ChangeRefusal,
  CreationOutcome,
  OperationName,
  PaymentStatus,
  SettlementOutcome,
  TermsOutcome,
} from './outcomes.ts';
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
  AtStake,
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
