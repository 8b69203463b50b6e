import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { sdkClientConfig } from '../sdk-client-config.ts';

let client: DynamoDBDocumentClient | undefined;

/** The function's one DynamoDB client: adapters that share it share its warm connections. */
export function documentClient(): DynamoDBDocumentClient {
  client ??= DynamoDBDocumentClient.from(withoutLog(new DynamoDBClient(sdkClientConfig())), {
    // A merchant may call something of its own `constructor`: by that the library tells objects from instances, and refuses these.
    marshallOptions: { removeUndefinedValues: true, convertClassInstanceToMap: true },
  });
  return client;
}

/** The SDK copies every input and answer for its logger, also where there is none. */
function withoutLog(plain: DynamoDBClient): DynamoDBClient {
  plain.middlewareStack.remove('loggerMiddleware');
  return plain;
}
