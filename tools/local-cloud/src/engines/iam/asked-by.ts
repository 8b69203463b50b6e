import type { AwsRequest } from '../../protocol/aws/aws-call.ts';
import type { AskedReader, Surroundings } from './asked/asked-reader.ts';
import { askedOfCloudFormation } from './asked/cloudformation.ts';
import { askedOfConfiguration } from './asked/configuration.ts';
import { askedOfDynamoDb } from './asked/dynamodb.ts';
import { askedOfLambda } from './asked/lambda.ts';
import { askedOfMail } from './asked/mail.ts';
import { askedOfMessaging } from './asked/messaging.ts';
import { askedOfRds, askedOfRdsData } from './asked/rds.ts';
import { askedOfS3 } from './asked/s3.ts';
import type { Asked } from './decide.ts';

const readers: Readonly<Record<string, AskedReader>> = {
  cloudformation: askedOfCloudFormation,
  dynamodb: askedOfDynamoDb,
  events: askedOfMessaging,
  lambda: askedOfLambda,
  monitoring: askedOfConfiguration,
  rds: askedOfRds,
  'rds-data': askedOfRdsData,
  s3: askedOfS3,
  secretsmanager: askedOfConfiguration,
  ses: askedOfMail,
  sns: askedOfMessaging,
  sqs: askedOfMessaging,
  ssm: askedOfConfiguration,
  states: askedOfConfiguration,
};

/** Permissions that a call needs; none for a service that is not simulated, because it is refused anyway. */
export function askedBy(request: AwsRequest, surroundings: Surroundings): readonly Asked[] {
  return readers[request.service]?.(request, surroundings) ?? [];
}
