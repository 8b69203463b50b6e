/** An attribute of an item as DynamoDB's protocol carries it. */
type AttributeValue = Readonly<Record<string, unknown>>;

/** Reads an item: `{ epoch: { N: '2' } }` becomes `{ epoch: 2 }`. Sets and binary values, which ours have none of, are left out. */
export function plainItem(item: Readonly<Record<string, AttributeValue>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: AttributeValue): unknown {
  if ('S' in value) return value['S'];
  if ('N' in value) return Number(value['N']);
  if ('BOOL' in value) return value['BOOL'];
  if ('L' in value) return (value['L'] as readonly AttributeValue[]).map(plainValue);
  if ('M' in value) return plainItem(value['M'] as Readonly<Record<string, AttributeValue>>);
  return undefined;
}
