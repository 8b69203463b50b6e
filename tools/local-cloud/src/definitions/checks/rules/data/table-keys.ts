import { valuesAt } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';

interface Key {
  readonly AttributeName: string;
  readonly KeyType: string;
}

/** Keys of tables and indexes: a partition key, perhaps a sort key, of attributes that are defined, and no others. */
export const tableKeys = resourceRule('table-keys', {
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html',
  types: ['AWS::DynamoDB::GlobalTable'],
  *check({ properties }) {
    const defined = valuesAt(properties, 'AttributeDefinitions.*.AttributeName').map(({ value }) => String(value));
    const schemas = [
      ...valuesAt(properties, 'KeySchema'),
      ...valuesAt(properties, 'GlobalSecondaryIndexes.*.KeySchema'),
      ...valuesAt(properties, 'LocalSecondaryIndexes.*.KeySchema'),
    ];
    if (properties['KeySchema'] === undefined) yield { property: 'KeySchema', message: 'a table without key; add one' };
    const used = new Set<string>();
    for (const { path, value } of schemas) {
      const keys = keysOf(value);
      for (const { AttributeName } of keys) {
        used.add(AttributeName);
        if (defined.includes(AttributeName)) continue;
        yield { property: path, message: `key ${AttributeName} is not among AttributeDefinitions; define it` };
      }
      if (path.startsWith('Global') || (keys[0]?.KeyType === 'HASH' && keys.length <= 2 && keys[1]?.KeyType !== 'HASH'))
        continue;
      yield { property: path, message: 'a key is one HASH and up to one RANGE after it; correct it' };
    }
    for (const name of defined) {
      if (used.has(name)) continue;
      yield {
        property: 'AttributeDefinitions',
        message: `${name} is no key of the table or of an index; leave it out`,
      };
    }
    const indexes = valuesAt(properties, 'GlobalSecondaryIndexes.*.IndexName').map(({ value }) => String(value));
    const twice = indexes.find((each, index) => indexes.indexOf(each) !== index);
    if (twice !== undefined)
      yield { property: 'GlobalSecondaryIndexes', message: `two indexes are called ${twice}; rename one` };
    for (const { path, value } of valuesAt(properties, 'GlobalSecondaryIndexes.*.Projection')) {
      const { ProjectionType, NonKeyAttributes } = value as {
        readonly ProjectionType?: string;
        readonly NonKeyAttributes?: unknown;
      };
      if ((ProjectionType === 'INCLUDE') === (NonKeyAttributes !== undefined)) continue;
      yield {
        property: path,
        message: 'NonKeyAttributes go with ProjectionType INCLUDE, and with no other; correct it',
      };
    }
  },
});

/** A key of another type is refused as such. */
function keysOf(value: unknown): readonly Key[] {
  return Array.isArray(value) ? value.filter((key) => typeof key === 'object' && key !== null) : [];
}
