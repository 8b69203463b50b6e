import { randomInt, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolesOfPeople } from '../../../src/definitions/role-identities.ts';
import { createS3 } from '../../../src/engines/s3/s3-module.ts';
import type { ServiceModule } from '../../../src/engines/service-module.ts';
import { type Region, startRegion } from '../../../src/processes/region/region.ts';
import { tokenHeader } from '../../../src/protocol/http/caller-check.ts';
import type { RecordedMessage } from '../../../src/protocol/recorded-message.ts';
import type { PeerLink, RecordedEvent, RegionStart, SocketAddress } from '../../../src/protocol/region-start.ts';
import type { ResolvedResource } from '../../../src/protocol/resolved.ts';

export const account = '000000000000';
export const region = 'us-east-1';

/** A resource as the assembly hands it over; physical ids follow the type's `Ref`. */
export type RigResource = Pick<ResolvedResource, 'type' | 'properties' | 'physicalId'>;

export interface RigProps {
  readonly region?: string;
  /** Gets the rig's AWS endpoint, because queue URLs are made of it. */
  readonly resources: (endpoint: string) => readonly RigResource[];
  /** Source of `index.mjs` by function name. */
  readonly functions?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, PeerLink>>;
  readonly restored?: boolean;
  readonly dns?: SocketAddress;
  readonly dataModules?: readonly ServiceModule[];
  /** How long an object of Glacier takes to be restored, in milliseconds. */
  readonly restorationMs?: number;
  /** Templates by the stack's name. */
  readonly templates?: Readonly<Record<string, object>>;
  /** Region of each bucket by name. */
  readonly buckets?: Readonly<Record<string, string>>;
}

/** One region in the process of the test, with buckets and without databases: real servers, real workers, real SDK clients. */
export interface RegionRig extends AsyncDisposable {
  readonly region: Region;
  readonly endpoint: string;
  readonly frontDoor: string;
  readonly start: RegionStart;
  /** For every SDK client. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: 1;
  };
  readonly logLines: readonly string[];
  events(): Promise<readonly RecordedEvent[]>;
  /** Messages that were sent to people. */
  messages(): Promise<readonly RecordedMessage[]>;
  /** Answer of `POST /_local/<hook>`. */
  hook(name: string, body?: unknown): Promise<unknown>;
}

/** Of the cloud: calls of control carry it. */
export const cloudToken = 'a token';

/** Of the cloud: credentials of roles follow from it. */
export const roleKey = 'a key';

const nowhere = { host: '127.0.0.1', port: 9 } as const;

export async function aRegion(props: RigProps): Promise<RegionRig> {
  const folder = await mkdtemp(join(tmpdir(), 'region-'));
  const assetFolders: Record<string, string> = {};
  for (const [name, source] of Object.entries(props.functions ?? {})) {
    const asset = join(folder, name);
    await mkdir(asset);
    await writeFile(join(asset, 'index.mjs'), source);
    assetFolders[name] = asset;
  }
  const logLines: string[] = [];
  // Two tests may choose the same ports; the next try has others.
  for (let attempt = 1; ; attempt += 1) {
    const start = startMessage(props, folder);
    const endpoint = `http://${start.address}:${start.portBase + 1}`;
    const resources = props.resources(endpoint).map((resource) => ({
      ...resource,
      logicalId: resource.physicalId.replaceAll(/[^A-Za-z0-9]/g, ''),
      stackName: 'stack-test',
      region: start.region,
    }));
    const model = {
      account,
      region: start.region,
      suffix: 'test',
      peers: Object.keys(start.links),
      assetFolders,
      templates: props.templates ?? {},
      buckets: props.buckets ?? {},
      resources,
      roles: rolesOfPeople(resources),
    };
    try {
      const running = await startRegion({
        start,
        model,
        log: (component, message, fields) => logLines.push(JSON.stringify({ component, message, ...fields })),
        onProgress: () => {},
        dataModules: async (context) => [createS3(context, props), ...(props.dataModules ?? [])],
      });
      return rigOf({ running, start, endpoint, logLines, folder });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || attempt === 5) throw error;
    }
  }
}

function startMessage(
  { region: name = region, links = {}, restored = false, dns = nowhere }: RigProps,
  folder: string,
): RegionStart {
  return {
    region: name,
    modelFile: '',
    address: '127.0.0.1',
    // Below the ports that the system gives to outgoing connections.
    portBase: randomInt(14_000, 20_000),
    dataDir: folder,
    logFile: join(folder, 'region.log'),
    eventsFile: join(folder, `events-${randomUUID()}.jsonl`),
    messagesFile: join(folder, `messages-${randomUUID()}.jsonl`),
    databaseRole: 'writer',
    writerRegion: name,
    restored,
    links,
    quorum: nowhere,
    control: nowhere,
    dns,
    internetProxy: nowhere,
    webhookOrigins: [],
    token: cloudToken,
    roleKey,
    databasePassword: 'a password',
    zone: 'redoubt.example',
    alarmPeriodScale: 0.1,
  };
}

function rigOf({
  running,
  start,
  endpoint,
  logLines,
  folder,
}: {
  readonly running: Region;
  readonly start: RegionStart;
  readonly endpoint: string;
  readonly logLines: readonly string[];
  readonly folder: string;
}): RegionRig {
  return {
    region: running,
    endpoint,
    frontDoor: `http://${start.address}:${start.portBase}`,
    start,
    client: {
      endpoint,
      region: start.region,
      credentials: { accessKeyId: 'operator', secretAccessKey: 'local' },
      maxAttempts: 1,
    },
    logLines,
    events: () => linesOf<RecordedEvent>(start.eventsFile),
    messages: () => linesOf<RecordedMessage>(start.messagesFile),
    hook: async (name, body) => {
      const response = await fetch(`${endpoint}/_local/${name}`, {
        method: 'POST',
        headers: { [tokenHeader]: cloudToken },
        body: JSON.stringify(body ?? null),
      });
      return response.json();
    },
    async [Symbol.asyncDispose]() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function linesOf<Line>(file: string): Promise<readonly Line[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Line);
}

export function aFunction(name: string, properties: Readonly<Record<string, unknown>> = {}): RigResource {
  return {
    type: 'AWS::Lambda::Function',
    physicalId: name,
    properties: { FunctionName: name, Runtime: 'nodejs24.x', Handler: 'index.handler', Timeout: 900, ...properties },
  };
}

/** A role with one inline policy; functions name it by {@link roleArn}. */
export function aRole(name: string, Statement: readonly Readonly<Record<string, unknown>>[]): RigResource {
  const Policies = [{ PolicyName: 'inline', PolicyDocument: { Statement } }];
  return { type: 'AWS::IAM::Role', physicalId: name, properties: { Policies } };
}

export function roleArn(name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}

export function functionArn(name: string): string {
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}

export function aQueue(
  endpoint: string,
  name: string,
  properties: Readonly<Record<string, unknown>> = {},
): RigResource {
  return {
    type: 'AWS::SQS::Queue',
    physicalId: `${endpoint}/${account}/${name}`,
    properties: { QueueName: name, ...properties },
  };
}

export function queueArn(name: string): string {
  return `arn:aws:sqs:${region}:${account}:${name}`;
}

/** Returns what was looked for once it is there. The runner ends a test that waits for ever. */
export async function eventually<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
