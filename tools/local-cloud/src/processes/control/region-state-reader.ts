import { RegionState, regionStateKey } from '@redoubt/contracts';
import type { z } from 'zod';
import { callTables, type QuorumAccess } from './call-tables.ts';

/** The part of the region state that people are shown. */
const ShownState = RegionState.pick({ epoch: true, activeRegion: true, mode: true, stage: true });
type ShownState = z.infer<typeof ShownState>;

/** An attribute of an item, as DynamoDB's protocol carries it; lists and maps are not read. */
type AttributeValue = { readonly S: string } | { readonly N: string } | object;

/** Reads the region-state item off the strongly consistent tables; undefined before the failover service has put it. */
export async function readRegionState(access: QuorumAccess, tableName: string): Promise<ShownState | undefined> {
  const { Item: item } = (await callTables(access, 'GetItem', {
    TableName: tableName,
    Key: { pk: { S: regionStateKey } },
    ConsistentRead: true,
  })) as { readonly Item?: Readonly<Record<string, AttributeValue>> };
  if (item === undefined) return undefined;
  const plain = Object.entries(item).flatMap(([name, value]): [string, unknown][] => {
    if ('N' in value) return [[name, Number(value.N)]];
    return 'S' in value ? [[name, value.S]] : [];
  });
  return ShownState.parse(Object.fromEntries(plain));
}
