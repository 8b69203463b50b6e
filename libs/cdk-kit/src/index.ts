export { addChecks } from './checks.ts';
export { EventQueue, type EventQueueProps } from './event-queue.ts';
export { type FunctionCount, type FunctionSumProps, sumOf, sumOfFunctions } from './function-metrics.ts';
export { keepStarted } from './keep-started.ts';
export { secretArnOf } from './named-secret.ts';
export {
  type DomainNames,
  domainNames,
  ledgerInstanceNames,
  type OperatorRole,
  operatorRoleName,
  operatorRoles,
  physicalName,
  regionalName,
} from './naming.ts';
export { serviceOfAccount } from './permissions/service-principal.ts';
export { type WildcardGrant, wildcardStatement } from './permissions/wildcard-grants.ts';
export { platformValue } from './platform-value.ts';
export { hookArn, publishRecoveryHook } from './recovery-hook.ts';
export { RegionalStack, type RegionalStackProps, regionalStackOf, regionTags, replicaTags } from './regional-stack.ts';
export { RunOnDeploy, type RunOnDeployProps } from './run-on-deploy.ts';
export { Schedule, type ScheduleProps } from './schedule.ts';
export { type AlarmDefinition, addAlarms, runbookOf } from './service-alarm.ts';
export { type RouteProps, ServiceApi, type ServiceApiProps } from './service-api.ts';
export { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
export { ServiceTable, type ServiceTableProps, type TableAction } from './service-table.ts';
export { newApp, synthesizeApp } from './synthesize-app.ts';
export {
  physicalNamesOf,
  type StackSite,
  type SynthesizedResource,
  type SynthesizedTemplate,
  type TemplateFault,
  templateFaults,
} from './template-rules/index.ts';
export { loadTopology, parseTopology, topologyNames } from './topology/load-topology.ts';
export { regionOf, Topology, type TopologyInput } from './topology/topology.ts';
