import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Heartbeat, heartbeatKey } from '@redoubt/contracts';

/** A region's cluster as a replica, seen under an epoch. */
export interface ReplicaMark {
  readonly region: string;
  readonly epoch: number;
  readonly at: string;
}

/** Signs of life of the regions: the active one's heartbeat, the standby's replication mark. */
export class SignsOfLife {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  /** `region#epoch` of what the table is known to hold: it need not be asked again. */
  readonly #replicasKnown = new Set<string>();

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async renewHeartbeat(heartbeat: Omit<Heartbeat, 'pk'>): Promise<void> {
    const Item: Heartbeat = { pk: heartbeatKey(heartbeat.region), ...heartbeat };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  /** The region's last heartbeat, whatever its epoch. */
  async readHeartbeat(region: string): Promise<Heartbeat | undefined> {
    const item = await this.#read(heartbeatKey(region));
    return item === undefined ? undefined : Heartbeat.parse(item);
  }

  /**
   * Whether the region's cluster was a connected replica at some time under the epoch; remembers it when it is one now.
   *
   * It is kept in the table, so that a watcher that starts in the middle of an outage still knows whether there is
   * something worth promoting.
   */
  async rememberReplica(replica: ReplicaMark, isConnected: boolean): Promise<boolean> {
    const { region, epoch, at } = replica;
    const key = `${region}#${epoch}`;
    if (this.#replicasKnown.has(key)) return true;
    const isKept = (await this.#read(replicaKey(region)))?.['epoch'] === epoch;
    if (!isKept && !isConnected) return false;
    if (!isKept) {
      const Item = { pk: replicaKey(region), region, epoch, at };
      await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
    }
    this.#replicasKnown.add(key);
    return true;
  }

  async #read(pk: string): Promise<Record<string, unknown> | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: { pk }, ConsistentRead: true });
    return (await this.#client.send(get)).Item;
  }
}

function replicaKey(region: string): string {
  return `replica#${region}`;
}
