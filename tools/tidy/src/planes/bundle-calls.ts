import { actionOfOperation, credentialClients, serviceOfClient } from './aws-actions.ts';

/** Calls that a bundle can make. */
export interface BundleCalls {
  /** Names in IAM, of a client that is not in the table the client's name. */
  readonly actions: readonly string[];
  /** Clients that are made with a region or an endpoint of their own, instead of those of the function's environment. */
  readonly aimedClients: readonly string[];
}

/** `command2=makeBuilder(commonParams2,"AmazonRDSv19","RDSClient",getEndpointPlugin)`: what commands of one client extend. */
const builder = /\b(\w+)=makeBuilder\d*\(\w+,"[^"]+","(\w+)"/g;

/** `extends command2(_ep02,_mw02,"FailoverGlobalCluster",FailoverGlobalCluster$)`. */
const command = /\bextends (\w+)\(\w+,\w+,"(\w+)",\w+\$\w*\)/g;

/** `new RDSClient({...sdkClientConfig(),region})`. */
const aimed = /\bnew (\w+Client)\d*\(\{[^;]{0,300}?\b(?:region|endpoint)\b/g;

/**
 * Reads from a bundle's text which operations of AWS it holds. The bundler leaves out commands that nothing imports.
 *
 * @throws Error when a client has no command, or a command no client: the SDK is built another way than this reads
 */
export function callsOf(bundle: string): BundleCalls {
  const clients = new Map([...bundle.matchAll(builder)].map(([, name = '', client = '']) => [name, client]));
  const operations = [...bundle.matchAll(command)].map(([, name = '', operation = '']) => {
    const client = clients.get(name);
    if (client === undefined) throw new Error(`${operation} is a command of no client that this bundle makes`);
    return { client, operation };
  });
  const idle = [...clients.values()].filter((client) => !operations.some((it) => it.client === client));
  if (idle.length > 0) throw new Error(`no command was found of ${idle.join(', ')}: read how the SDK builds them now`);
  const actions = operations
    .filter(({ client }) => !credentialClients.includes(client))
    .map(({ client, operation }) => `${serviceOfClient[client] ?? client}:${operation}`)
    .map((operation) => actionOfOperation[operation] ?? operation);
  const aimedClients = [...bundle.matchAll(aimed)]
    .map(([, client = '']) => client)
    .filter((client) => !credentialClients.includes(client));
  return { actions: [...new Set(actions)].sort(), aimedClients: [...new Set(aimedClients)].sort() };
}
