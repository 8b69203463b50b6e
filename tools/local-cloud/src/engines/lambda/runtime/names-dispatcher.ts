import { Resolver } from 'node:dns/promises';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import type { Agent, buildConnector, Dispatcher } from 'undici';
import type { NameRoutes } from './worker-messages.ts';

/** Node's own `fetch` takes its dispatcher from here. */
const globalDispatcher = Symbol.for('undici.globalDispatcher.1');

/** A resolver that does not answer is asked again once after this time, in milliseconds. */
const dnsWaitMs = 500;

/**
 * Lets `fetch` in this thread find our public names at the local front doors.
 *
 * A name in our zone is resolved by the local Route 53 for every connection and never cached, and a connection is used
 * once: a failover is seen by the next request. The front doors speak HTTP without TLS, so `https` is plain here; the
 * `Host` header is the name as on AWS. Everything else connects as usual. undici is loaded by the first request only: most
 * functions never fetch, and it would double their start time.
 */
export function routeOurNames(names: NameRoutes): void {
  let agent: Dispatcher | undefined;
  const lazy: Pick<Dispatcher, 'dispatch'> = {
    dispatch(options, handler) {
      agent ??= createAgent(names);
      return agent.dispatch(options, handler);
    },
  };
  Object.defineProperty(globalThis, globalDispatcher, { value: lazy, writable: true, configurable: true });
}

function createAgent(names: NameRoutes): Dispatcher {
  const undici = createRequire(import.meta.url)('undici') as {
    readonly Agent: typeof Agent;
    readonly buildConnector: typeof buildConnector;
  };
  const resolver = new Resolver({ timeout: dnsWaitMs, tries: 2 });
  resolver.setServers([`${names.dns.host}:${names.dns.port}`]);
  const elsewhere = undici.buildConnector({});
  return new undici.Agent({
    pipelining: 0,
    connect: (options, callback) => {
      if (!isOurs(options.hostname, names.zone)) return elsewhere(options, callback);
      frontDoorOf(options.hostname, names, resolver).then(
        (frontDoor) => {
          const socket = connect(frontDoor);
          const refused = (error: Error) => callback(error, null);
          socket.once('error', refused);
          socket.once('connect', () => {
            socket.off('error', refused);
            callback(null, socket);
          });
        },
        (error: Error) => callback(error, null),
      );
    },
  });
}

function isOurs(hostname: string, zone: string): boolean {
  return hostname === zone || hostname.endsWith(`.${zone}`);
}

async function frontDoorOf(hostname: string, names: NameRoutes, resolver: Resolver) {
  const [address = 'nothing'] = await resolver.resolve4(hostname);
  const frontDoor = names.byAddress[address];
  if (frontDoor === undefined) {
    throw new Error(
      `${hostname} leads to ${address}, where no front door is; known are ${Object.keys(names.byAddress).join(', ')}`,
    );
  }
  return frontDoor;
}
