import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { sdkClientConfig } from '@redoubt/lambda-kit';
import type { RegionClients } from './region-survey.ts';

/**
 * Clients of a region's own endpoints, the other region's too. For readiness alone: no recovery may use a client that is aimed at a
 * region.
 */
export function regionClients(region: string): RegionClients {
  return {
    cloudFormation: new CloudFormationClient({ ...sdkClientConfig(), region }),
    dynamo: new DynamoDBClient({ ...sdkClientConfig(), region }),
    events: new EventBridgeClient({ ...sdkClientConfig(), region }),
    lambda: new LambdaClient({ ...sdkClientConfig(), region }),
    rds: new RDSClient({ ...sdkClientConfig(), region }),
    secrets: new SecretsManagerClient({ ...sdkClientConfig(), region }),
    states: new SFNClient({ ...sdkClientConfig(), region }),
    ssm: new SSMClient({ ...sdkClientConfig(), region }),
  };
}
