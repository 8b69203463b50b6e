import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SSMClient } from '@aws-sdk/client-ssm';
import {
  type FactKind,
  type Facts,
  factKinds,
  type RegionFacts,
  type RegionPair,
} from '../domain/readiness/region-facts.ts';
import { reasonOf } from '../reason-of.ts';
import { surveyParameters, surveySecrets } from './surveys/survey-configuration.ts';
import { surveyDatabase, surveyTables } from './surveys/survey-data.ts';
import { surveyFunctions } from './surveys/survey-functions.ts';
import { surveyStacks } from './surveys/survey-stacks.ts';
import { surveyMachines, surveyRules } from './surveys/survey-workflows.ts';

/** Clients of one region's own endpoints. */
export interface RegionClients {
  readonly cloudFormation: CloudFormationClient;
  readonly dynamo: DynamoDBClient;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly rds: RDSClient;
  readonly secrets: SecretsManagerClient;
  readonly states: SFNClient;
  readonly ssm: SSMClient;
}

/** Names of things that are asked for one by one; the same in both regions. */
export interface SurveyNames {
  readonly suffix: string;
  readonly tables: readonly string[];
  readonly clusterId: string;
  readonly instanceIds: readonly string[];
  readonly machineName: string;
  readonly busName: string;
  readonly account: string;
}

/** Dependencies of the survey of a part of a region. */
export interface Survey {
  readonly clients: RegionClients;
  readonly names: SurveyNames;
  readonly regions: RegionPair;
  /** Ends every call when the time is up. */
  readonly signal: AbortSignal;
}

/** Facts from the survey of a part, of one kind or several. */
export type Surveyed = Readonly<Partial<Record<FactKind, Facts>>>;

/** Surveys of parts, by the kinds that each tells. */
const surveys: readonly {
  readonly kinds: readonly FactKind[];
  readonly tell: (survey: Survey) => Promise<Surveyed>;
}[] = [
  { kinds: ['stack', 'template'], tell: surveyStacks },
  {
    kinds: ['function_code', 'function_setting', 'function_concurrency', 'account_quota'],
    tell: surveyFunctions,
  },
  { kinds: ['parameter'], tell: surveyParameters },
  { kinds: ['secret'], tell: surveySecrets },
  { kinds: ['table'], tell: surveyTables },
  { kinds: ['rule'], tell: surveyRules },
  { kinds: ['state_machine'], tell: surveyMachines },
  { kinds: ['database'], tell: surveyDatabase },
];

/**
 * Asks a region for everything in which the two have to be the same, through its own endpoints and until a deadline. A part that gives
 * no answer is silent; it keeps nothing else from being told.
 */
export async function surveyRegion(
  survey: Omit<Survey, 'signal'>,
  { deadlineMs }: { readonly deadlineMs: number },
): Promise<RegionFacts> {
  const signal = AbortSignal.timeout(deadlineMs);
  const told = await Promise.all(
    surveys.map(async ({ kinds, tell }) => {
      try {
        const facts = await tell({ ...survey, signal });
        return kinds.map((kind) => [kind, { outcome: 'told', facts: facts[kind] ?? {} }] as const);
      } catch (error) {
        // The SDK does not say why it was aborted.
        const reason = signal.aborted ? `no answer within ${deadlineMs} ms` : reasonOf(error);
        return kinds.map((kind) => [kind, { outcome: 'silent', reason }] as const);
      }
    }),
  );
  const byKind = new Map<FactKind, RegionFacts[FactKind]>(told.flat());
  const nothing = { outcome: 'silent', reason: 'not asked' } as const;
  return Object.fromEntries(factKinds.map((kind) => [kind, byKind.get(kind) ?? nothing])) as RegionFacts;
}
