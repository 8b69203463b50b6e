import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { DatabaseError, parse, serialize } from 'pg-protocol';

/** A prepared statement and its values, as text; null stands for SQL's null. */
export interface Step {
  readonly statement: string;
  readonly values: readonly (string | null)[];
}

/**
 * Requests in the bytes of PostgreSQL's protocol, that are sent one after the other: each waits for the answer to the one
 * before. All steps of one request travel together and are one transaction.
 */
export type Exchange = readonly Buffer[];

/**
 * A connection that costs this process as little as pgbench would cost it: requests are made beforehand, and of an answer
 * only its end is looked at. What shares the processors with the server must not be what is measured.
 */
export class PipelinedConnection implements AsyncDisposable {
  readonly #socket: Socket;
  #settle: { readonly done: () => void; readonly fail: (error: Error) => void } | undefined;
  #refusal: Error | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', (error) => this.#settle?.fail(error));
    socket.on('close', () => this.#settle?.fail(new Error('the server closed the connection')));
    void parse(socket, (message) => {
      if (message instanceof DatabaseError) this.#refusal = message;
      if (message.name !== 'readyForQuery') return;
      const settle = this.#settle;
      this.#settle = undefined;
      if (this.#refusal === undefined) settle?.done();
      else settle?.fail(this.#refusal);
    });
  }

  /** Connects as the URL's user, whom the server trusts. */
  static async open(url: string, settings: Readonly<Record<string, string>> = {}): Promise<PipelinedConnection> {
    const { hostname, port, username, pathname } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    const connection = new PipelinedConnection(socket);
    await connection.send(serialize.startup({ user: username, database: pathname.slice(1), ...settings }));
    return connection;
  }

  async prepare(statement: string, sql: string): Promise<void> {
    await this.send(Buffer.concat([serialize.parse({ name: statement, text: sql }), serialize.sync()]));
  }

  /** Sends a request and waits until it is answered. */
  send(request: Buffer): Promise<void> {
    return new Promise((done, fail) => {
      this.#settle = { done, fail };
      this.#socket.write(request);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#socket, 'close');
    this.#socket.end(serialize.end());
    await closed;
  }
}

/** The steps as one request. */
export function requestOf(steps: readonly Step[]): Buffer {
  const messages = steps.flatMap(({ statement, values }) => [
    serialize.bind({ statement, values: [...values] }),
    serialize.execute(),
  ]);
  return Buffer.concat([...messages, serialize.sync()]);
}
