import type { Rule } from './rule.ts';
import { alarmActionElsewhere } from './rules/alarms/alarm-action-elsewhere.ts';
import { alarmMetrics } from './rules/alarms/alarm-metrics.ts';
import { alarmPeriods } from './rules/alarms/alarm-periods.ts';
import { compositeOfNothing } from './rules/alarms/composite-of-nothing.ts';
import { dashboardMalformed } from './rules/alarms/dashboard-malformed.ts';
import { databaseOfNothing } from './rules/data/database-of-nothing.ts';
import { globalDatabase } from './rules/data/global-database.ts';
import { instanceClass } from './rules/data/instance-class.ts';
import { parameterPattern } from './rules/data/parameter-pattern.ts';
import { parameterTooLarge } from './rules/data/parameter-too-large.ts';
import { secretMalformed } from './rules/data/secret-malformed.ts';
import { serverlessCapacity } from './rules/data/serverless-capacity.ts';
import { strongTableRegions } from './rules/data/strong-table-regions.ts';
import { tableCapacity } from './rules/data/table-capacity.ts';
import { tableKeys } from './rules/data/table-keys.ts';
import { tableReplicas } from './rules/data/table-replicas.ts';
import { attributeUnknown } from './rules/declarations/attribute-unknown.ts';
import { circularDependency } from './rules/declarations/circular-dependency.ts';
import { dependsOnNothing } from './rules/declarations/depends-on-nothing.ts';
import { duplicateExport } from './rules/declarations/duplicate-export.ts';
import { duplicateName } from './rules/declarations/duplicate-name.ts';
import { logicalIdMalformed } from './rules/declarations/logical-id-malformed.ts';
import { nullValue } from './rules/declarations/null-value.ts';
import { templateTooLarge } from './rules/declarations/template-too-large.ts';
import { batchWithoutWindow } from './rules/functions/batch-without-window.ts';
import { deadRuntime } from './rules/functions/dead-runtime.ts';
import { environmentTooLarge } from './rules/functions/environment-too-large.ts';
import { functionNotThere } from './rules/functions/function-not-there.ts';
import { machineInvalid } from './rules/functions/machine-invalid.ts';
import { networkNotGranted } from './rules/functions/network-not-granted.ts';
import { sourceNotGranted } from './rules/functions/source-not-granted.ts';
import { sourceNotThere } from './rules/functions/source-not-there.ts';
import { taskOfNothing } from './rules/functions/task-of-nothing.ts';
import { variableReserved } from './rules/functions/variable-reserved.ts';
import { visibilityBelowTimeout } from './rules/functions/visibility-below-timeout.ts';
import { busNotThere } from './rules/messages/bus-not-there.ts';
import { deadLetterNotGranted } from './rules/messages/dead-letter-not-granted.ts';
import { deadLetterNotThere } from './rules/messages/dead-letter-not-there.ts';
import { patternMalformed } from './rules/messages/pattern-malformed.ts';
import { policyOfNothing } from './rules/messages/policy-of-nothing.ts';
import { ruleWithoutTrigger } from './rules/messages/rule-without-trigger.ts';
import { scheduleMalformed } from './rules/messages/schedule-malformed.ts';
import { subscriptionOfNothing } from './rules/messages/subscription-of-nothing.ts';
import { targetIdTwice } from './rules/messages/target-id-twice.ts';
import { targetInputTwice } from './rules/messages/target-input-twice.ts';
import { targetNotThere } from './rules/messages/target-not-there.ts';
import { targetWithoutRole } from './rules/messages/target-without-role.ts';
import { keyNotThere } from './rules/policies/key-not-there.ts';
import { keyPolicyLocksOut } from './rules/policies/key-policy-locks-out.ts';
import { malformedArn } from './rules/policies/malformed-arn.ts';
import { managedPolicyUnknown } from './rules/policies/managed-policy-unknown.ts';
import { policiesOfRole } from './rules/policies/policies-of-role.ts';
import { policyGrammar } from './rules/policies/policy-grammar.ts';
import { policyTooLarge } from './rules/policies/policy-too-large.ts';
import { resourceOfOtherService } from './rules/policies/resource-of-other-service.ts';
import { roleNotAssumable } from './rules/policies/role-not-assumable.ts';
import { roleNotThere } from './rules/policies/role-not-there.ts';
import { statementNamesNothing } from './rules/policies/statement-names-nothing.ts';
import { unknownAction } from './rules/policies/unknown-action.ts';
import { apiOfNothing } from './rules/routes/api-of-nothing.ts';
import { deploymentWithoutMethods } from './rules/routes/deployment-without-methods.ts';
import { healthCheckOfNothing } from './rules/routes/health-check-of-nothing.ts';
import { integrationOfNothing } from './rules/routes/integration-of-nothing.ts';
import { modelMalformed } from './rules/routes/model-malformed.ts';
import { networkOfNothing } from './rules/routes/network-of-nothing.ts';
import { recordConflict } from './rules/routes/record-conflict.ts';
import { recordMalformed } from './rules/routes/record-malformed.ts';
import { recordOfNothing } from './rules/routes/record-of-nothing.ts';
import { siblingVariables } from './rules/routes/sibling-variables.ts';
import { subnetRanges } from './rules/routes/subnet-ranges.ts';
import { missingProperty } from './rules/values/missing-property.ts';
import { unknownProperty } from './rules/values/unknown-property.ts';
import { valueNotAllowed } from './rules/values/value-not-allowed.ts';
import { valueOutOfBounds } from './rules/values/value-out-of-bounds.ts';
import { wrongType } from './rules/values/wrong-type.ts';

/** Rules that look at nothing but declarations: they say what is wrong also where references lead nowhere. */
export const declarationRules: readonly Rule[] = [
  attributeUnknown,
  circularDependency,
  dependsOnNothing,
  deploymentWithoutMethods,
  duplicateExport,
  logicalIdMalformed,
  nullValue,
  secretMalformed,
  templateTooLarge,
];

/** Rules that compare values with their types: the others read values as what they are to be. */
export const valueRules: readonly Rule[] = [
  missingProperty,
  unknownProperty,
  valueNotAllowed,
  valueOutOfBounds,
  wrongType,
];

/** Rules that look at resources with nothing left to resolve. */
export const resourceRules: readonly Rule[] = [
  // alarms
  alarmActionElsewhere,
  alarmMetrics,
  alarmPeriods,
  compositeOfNothing,
  dashboardMalformed,
  // data
  databaseOfNothing,
  globalDatabase,
  instanceClass,
  parameterPattern,
  parameterTooLarge,
  serverlessCapacity,
  strongTableRegions,
  tableCapacity,
  tableKeys,
  tableReplicas,
  // declarations
  duplicateName,
  // functions
  batchWithoutWindow,
  deadRuntime,
  environmentTooLarge,
  functionNotThere,
  machineInvalid,
  networkNotGranted,
  sourceNotGranted,
  sourceNotThere,
  taskOfNothing,
  variableReserved,
  visibilityBelowTimeout,
  // messages
  busNotThere,
  deadLetterNotGranted,
  deadLetterNotThere,
  patternMalformed,
  policyOfNothing,
  ruleWithoutTrigger,
  scheduleMalformed,
  subscriptionOfNothing,
  targetIdTwice,
  targetInputTwice,
  targetNotThere,
  targetWithoutRole,
  // policies
  keyNotThere,
  keyPolicyLocksOut,
  malformedArn,
  managedPolicyUnknown,
  policyGrammar,
  policiesOfRole,
  policyTooLarge,
  resourceOfOtherService,
  roleNotAssumable,
  roleNotThere,
  statementNamesNothing,
  unknownAction,
  // routes
  apiOfNothing,
  healthCheckOfNothing,
  integrationOfNothing,
  modelMalformed,
  networkOfNothing,
  recordConflict,
  recordMalformed,
  recordOfNothing,
  siblingVariables,
  subnetRanges,
];
