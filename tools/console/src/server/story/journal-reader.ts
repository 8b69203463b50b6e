import { commandKey, JournalRecord, platformParameterName } from '@redoubt/contracts';
import type { ConsoleHost } from '@redoubt/local-cloud';
import { plainItem } from '../state/plain-item.ts';
import type { StoryReader } from './story-reader.ts';

/** Commands of one payment that are looked up at most. */
const commandsMax = 50;

/** A payment's commands in the journal, read from the quorum: they are there when both regions are dead. */
export function journalReader(
  host: Pick<ConsoleHost, 'callTables' | 'parameters' | 'suffix'>,
  commandIdsOf: (paymentId: string) => readonly string[],
): StoryReader {
  const table = host.parameters.get(platformParameterName(host.suffix, 'journalTableName')) ?? '';
  const read = async (commandId: string) => {
    const { pk, sk } = commandKey(commandId);
    const { Item: item } = (await host.callTables('GetItem', {
      TableName: table,
      Key: { pk: { S: pk }, sk: { S: sk } },
      ConsistentRead: true,
    })) as { readonly Item?: Parameters<typeof plainItem>[0] };
    return item === undefined ? undefined : JournalRecord.safeParse(plainItem(item)).data;
  };
  return {
    name: 'journal, in a quorum of regions',
    async read(id) {
      const records = await Promise.all(commandIdsOf(id).slice(0, commandsMax).map(read));
      return records.flatMap((record) => {
        if (record === undefined) return [];
        const { command, region, epoch, response } = record;
        const at = 'acceptedAt' in command ? command.acceptedAt : '';
        return [
          {
            at,
            region,
            kind: 'journal' as const,
            title: `${command.type} journaled`,
            text: `command ${command.commandId} under epoch ${epoch}, answered ${response.status}`,
          },
        ];
      });
    },
  };
}
