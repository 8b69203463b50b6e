import type { ResolvedResource } from '../../resolved.ts';
import type { AwsRequest } from '../service-module.ts';
import { askedOfConfiguration } from './asked/configuration.ts';
import { askedOfDynamoDb } from './asked/dynamodb.ts';
import { askedOfLambda } from './asked/lambda.ts';
import { askedOfMessaging } from './asked/messaging.ts';
import { askedOfRds, askedOfRdsData } from './asked/rds.ts';
import { askedOfS3 } from './asked/s3.ts';
import type { Asked } from './decide.ts';

/** What surrounds a call. */
export interface Surroundings {
  readonly resources: readonly ResolvedResource[];
  readonly account: string;
}

/** Reads off a call what it asks for. */
export type AskedReader = (request: AwsRequest, surroundings: Surroundings) => readonly Asked[];

const readers: Readonly<Record<string, AskedReader>> = {
  dynamodb: askedOfDynamoDb,
  events: askedOfMessaging,
  lambda: askedOfLambda,
  monitoring: askedOfConfiguration,
  rds: askedOfRds,
  'rds-data': askedOfRdsData,
  s3: askedOfS3,
  secretsmanager: askedOfConfiguration,
  sns: askedOfMessaging,
  sqs: askedOfMessaging,
  ssm: askedOfConfiguration,
  states: askedOfConfiguration,
};

/** What a call asks for; of a service that is not simulated nothing, because it is refused anyway. */
export function askedBy(request: AwsRequest, surroundings: Surroundings): readonly Asked[] {
  return readers[request.service]?.(request, surroundings) ?? [];
}
