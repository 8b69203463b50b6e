import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The journal's table, and the client to it. */
export interface JournalProps {
  readonly table: string;
  readonly client?: DynamoDBDocumentClient;
}
