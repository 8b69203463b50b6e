import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Heartbeat, heartbeatKey, ReplicaMark, replicaKey, WatchView, watchKey } from '@redoubt/contracts';

/** Items that regions write about themselves: the active one its heartbeat, the standby how far it replicates and what it sees. */
export class SignalItems {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async putHeartbeat(heartbeat: Omit<Heartbeat, 'pk'>): Promise<void> {
    const Item: Heartbeat = { pk: heartbeatKey(heartbeat.region), ...heartbeat };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  /** The region's last heartbeat, whatever its epoch. */
  async readHeartbeat(region: string): Promise<Heartbeat | undefined> {
    const item = await this.#read(heartbeatKey(region));
    return item === undefined ? undefined : Heartbeat.parse(item);
  }

  async putReplicaMark(mark: Omit<ReplicaMark, 'pk'>): Promise<void> {
    const Item: ReplicaMark = { pk: replicaKey(mark.region), ...mark };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  async readReplicaMark(region: string): Promise<ReplicaMark | undefined> {
    const item = await this.#read(replicaKey(region));
    return item === undefined ? undefined : ReplicaMark.parse(item);
  }

  async putWatchView(view: Omit<WatchView, 'pk'>): Promise<void> {
    const Item: WatchView = { pk: watchKey(view.region), ...view };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  async readWatchView(region: string): Promise<WatchView | undefined> {
    const item = await this.#read(watchKey(region));
    return item === undefined ? undefined : WatchView.parse(item);
  }

  async #read(pk: string): Promise<Record<string, unknown> | undefined> {
    const get = new GetCommand({ TableName: this.#table, Key: { pk }, ConsistentRead: true });
    return (await this.#client.send(get)).Item;
  }
}
