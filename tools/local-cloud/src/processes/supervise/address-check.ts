import { createServer } from 'node:net';
import { LocalCloudError } from '../../protocol/local-cloud-error.ts';

/** An address that something of ours will listen on. */
export interface NeededAddress {
  readonly host: string;
  readonly port: number;
  readonly purpose: string;
  /** Port base of the plan. */
  readonly base: number;
}

/**
 * Listens for a moment on an address, to see that it is there and free.
 *
 * @throws LocalCloudError `port_in_use` or `address_missing`
 */
export async function checkAddress({ host, port, purpose, base }: NeededAddress): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, exclusive: true }, resolve);
    });
  } catch (cause) {
    throw refusal({ host, port, purpose, base }, cause as NodeJS.ErrnoException);
  }
  await new Promise((resolve) => server.close(resolve));
}

function refusal({ host, port, purpose, base }: NeededAddress, cause: NodeJS.ErrnoException): LocalCloudError {
  if (cause.code === 'EADDRINUSE') {
    return new LocalCloudError(
      {
        code: 'port_in_use',
        what: `port ${port} on ${host}, for ${purpose}, is in use`,
        why: 'another program, or another local cloud, listens there',
        fix: `start with --port-base ${base + 100}, or end the program that has the port`,
      },
      { cause },
    );
  }
  if (cause.code === 'EADDRNOTAVAIL') {
    return new LocalCloudError(
      {
        code: 'address_missing',
        what: `the loopback address ${host} does not exist on this machine`,
        why: 'each region has a loopback address of its own; macOS has only 127.0.0.1 until more are added',
        fix: `sudo ifconfig lo0 alias ${host} up`,
      },
      { cause },
    );
  }
  return new LocalCloudError(
    {
      code: 'port_in_use',
      what: `port ${port} on ${host}, for ${purpose}, can't be listened on`,
      why: cause.message,
      fix: port < 1024 ? `start with a port base above ${1024}` : `start with --port-base ${base + 100}`,
    },
    { cause },
  );
}
