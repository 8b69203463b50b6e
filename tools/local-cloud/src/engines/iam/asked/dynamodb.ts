import { z } from 'zod';
import type { AskedReader, Surroundings } from './asked-reader.ts';
import { jsonAction, jsonBody, textOf } from './json-body.ts';

const Attributes = z.record(z.string(), z.unknown());
const TableKeys = z.object({ KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })) });
const BatchRequest = z.record(z.string(), z.object({ Keys: z.array(Attributes) }));

/** An action on a table or an index, with the partition keys that it touches. */
export const askedOfDynamoDb: AskedReader = (request, surroundings) => {
  const action = `dynamodb:${jsonAction(request)}`;
  const input = jsonBody(request);
  const arnOf = (table: string) =>
    table.startsWith('arn:') ? table : `arn:aws:dynamodb:${request.region}:${surroundings.account}:table/${table}`;
  const asked = (table: string, keys: readonly string[]) => ({
    action,
    resource: arnOf(table),
    context: { 'dynamodb:LeadingKeys': keys },
  });
  const batch = BatchRequest.safeParse(input['RequestItems']);
  if (batch.success) {
    return Object.entries(batch.data).map(([table, { Keys }]) => {
      const name = partitionKeyOf(table, surroundings);
      return asked(
        table,
        Keys.map((key) => keyText(key[name])),
      );
    });
  }
  const table = textOf(input['TableName']);
  if (table === '') return [{ action, resource: '*', context: {} }];
  const { resource, ...rest } = asked(table, leadingKeys(input, partitionKeyOf(table, surroundings)));
  const index = textOf(input['IndexName']);
  return [{ ...rest, resource: index === '' ? resource : `${resource}/index/${index}` }];
};

function leadingKeys(input: Readonly<Record<string, unknown>>, partitionKey: string): readonly string[] {
  const holder = Attributes.safeParse(input['Key'] ?? input['Item']);
  if (holder.success) return [keyText(holder.data[partitionKey])];
  const { data: names = {} } = Attributes.safeParse(input['ExpressionAttributeNames']);
  const { data: values = {} } = Attributes.safeParse(input['ExpressionAttributeValues']);
  // `pk = :x`, perhaps with a placeholder for the name; a key condition has just one equality on the partition key.
  const equalities = [...textOf(input['KeyConditionExpression']).matchAll(/([#\w]+)\s*=\s*(:\w+)/g)];
  return equalities
    .filter(([, name = '']) => (name.startsWith('#') ? names[name] : name) === partitionKey)
    .map(([, , placeholder = '']) => keyText(values[placeholder]));
}

/** Name of a table's partition key; empty for a table that is not there. */
function partitionKeyOf(tableOrArn: string, { resources }: Surroundings): string {
  const name = tableOrArn.slice(tableOrArn.lastIndexOf('/') + 1);
  const table = resources.find(({ type, physicalId }) => type === 'AWS::DynamoDB::GlobalTable' && physicalId === name);
  const { data } = TableKeys.safeParse(table?.properties);
  return data?.KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
}

/** The text in `{ S: 'text' }`; keys of other types are compared as they are written. */
function keyText(attribute: unknown): string {
  const { data = {} } = Attributes.safeParse(attribute);
  return String(Object.values(data)[0] ?? '');
}
