import { createServer, type IncomingMessage } from 'node:http';
import { tableDefinition } from '../../definitions/table-definition.ts';
import { signatureScope } from '../../protocol/aws/signature-scope.ts';
import { callerRefusal } from '../../protocol/http/caller-check.ts';
import { listening } from '../../protocol/http/listening.ts';
import { readBody } from '../../protocol/http/read-body.ts';
import type { SocketAddress } from '../../protocol/region-start.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import { describeReplicas } from './describe-replicas.ts';
import { type DynamoAnswer, DynamoEngine, refused } from './dynamo-engine.ts';
import type { QuorumReplicas } from './quorum-replicas.ts';

/** DynamoDB's largest request, in bytes. */
const bodyBytesMax = 16 * 1024 * 1024;

/** Operations that AWS refuses for tables with multi-Region strong consistency. */
const refusedByStrongTables: ReadonlySet<string> = new Set([
  'TransactWriteItems',
  'TransactGetItems',
  'UpdateTimeToLive',
]);

const writes: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);

/** Whether a write took effect is unknown to the caller, as on AWS. */
const noQuorum = refused('InternalServerError', 'no majority of the replicas can be reached', 500);

export interface QuorumStoreOptions {
  /** Global tables; those with strong consistency are kept here. A table may be given once per region. */
  readonly tables: readonly ResolvedResource[];
  readonly listen: SocketAddress;
  readonly replicas: QuorumReplicas;
  /** Comes with every request: regions and control have it. */
  readonly token: string;
  /**
   * Called after each write that took effect.
   *
   * @default - nobody is told
   */
  readonly onWritten?: (tableName: string) => void;
}

export interface QuorumStore extends AsyncDisposable {
  readonly address: SocketAddress;
  stop(): Promise<void>;
}

/**
 * Starts the store of the tables with multi-Region strong consistency.
 *
 * It stands for the quorum of three regions: it lives outside of every region, and a region reaches it over the link
 * or not at all. A write takes effect, and is acknowledged, when a majority of the replicas has it; if its region is lost
 * before, it never was. All regions see the same items, so a conditional write has one winner. Speaks DynamoDB's HTTP protocol.
 */
export async function startQuorumStore({
  tables,
  listen,
  replicas,
  token,
  onWritten,
}: QuorumStoreOptions): Promise<QuorumStore> {
  const engine = new DynamoEngine();
  const definitions = new Map(tables.map(tableDefinition).map((table) => [table.name, table]));
  for (const table of definitions.values()) {
    if (table.consistency === 'strong') await engine.createTable(table);
  }

  async function answer(incoming: IncomingMessage, caller: AbortSignal): Promise<DynamoAnswer | undefined> {
    const body = await readBody(incoming, bodyBytesMax);
    if (body === 'too_large') return refused('RequestEntityTooLarge', `more than ${bodyBytesMax} bytes`, 413);
    const refusal = callerRefusal(incoming.headers, token);
    if (refusal !== undefined) return refused('AccessDeniedException', refusal.message, refusal.status);
    const operation =
      String(incoming.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ?? '';
    if (refusedByStrongTables.has(operation)) {
      return refused(
        'ValidationException',
        `${operation} is not supported for tables with multi-Region strong consistency`,
      );
    }
    const input = parseObject(body.toString('utf8'));
    if (input === undefined) return refused('SerializationException', 'the body is no JSON object');
    if (!replicas.hasQuorum) return noQuorum;
    if (writes.has(operation)) {
      const end = await replicas.accept(caller);
      if (end === 'lost') return undefined;
      if (end === 'no_quorum') return noQuorum;
    }
    const result = await engine.execute(operation, input);
    if (writes.has(operation) && result.status === 200) onWritten?.(String(input['TableName'] ?? ''));
    if (operation !== 'DescribeTable' || result.status !== 200) return result;
    const table = definitions.get(String(input['TableName']));
    const region = signatureScope(incoming.headers.authorization)?.region;
    return table === undefined || region === undefined ? result : describeReplicas(result, table, region);
  }

  const server = createServer((incoming, outgoing) => {
    const caller = new AbortController();
    outgoing.once('close', () => caller.abort());
    answer(incoming, caller.signal)
      .catch((error: unknown) => refused('InternalServerError', `the quorum store failed: ${String(error)}`, 500))
      .then((given) => {
        if (given === undefined) return;
        const { status, body } = given;
        outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
        outgoing.end(JSON.stringify(body));
      });
  });
  const { address, stop } = await listening(server, listen);
  return { address, stop, [Symbol.asyncDispose]: stop };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
