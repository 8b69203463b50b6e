import { objectOf } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';

const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

/** Models are schemas of JSON Schema draft 4, which has no `const` and no numbers at `exclusiveMinimum`. */
export const modelMalformed = resourceRule('model-malformed', {
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html',
  types: ['AWS::ApiGateway::Model'],
  *check({ properties: { Schema } }) {
    if (Schema === undefined) return;
    const schema = objectOf(Schema);
    const problem = schema === undefined ? 'the schema is no JSON object' : problemOf(schema);
    if (problem !== undefined) yield { property: 'Schema', message: `${problem}; write JSON Schema draft 4` };
  },
});

function problemOf(schema: unknown): string | undefined {
  if (schema === null || typeof schema !== 'object') return undefined;
  const { type, exclusiveMinimum, exclusiveMaximum, required } = schema as Readonly<Record<string, unknown>>;
  const isSchema = !Array.isArray(schema);
  if (isSchema && typeof type === 'string' && !types.includes(type)) return `type ${type}`;
  if (isSchema && typeof (exclusiveMinimum ?? exclusiveMaximum) === 'number')
    return 'a number at exclusiveMinimum or exclusiveMaximum';
  if (isSchema && typeof required === 'boolean') return 'required is true or false, not a list of names';
  if (isSchema && Array.isArray(required) && required.length === 0) return 'required is an empty list';
  return Object.values(schema)
    .map(problemOf)
    .find((problem) => problem !== undefined);
}
