import { userInfo } from 'node:os';
import { connectLocalCloud, fetchAsRole, type LocalCloud, type RoleCredentials } from '@redoubt/local-cloud';
import { Argument, Command, Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../options.ts';

interface RoleOptions {
  readonly portBase: number;
  readonly session: string;
  readonly json: boolean;
}

interface CallOptions extends Omit<RoleOptions, 'json'> {
  readonly region?: string;
  readonly body?: string;
  readonly key?: string;
}

/** `redoubt role list|credentials|call`. */
export function roleCommand(context: CommandContext, onExitCode: (code: ExitCode) => void): Command {
  return new Command('role')
    .description('act as an operator: their routes take requests that are signed by a session of a role')
    .addCommand(listCommand(context))
    .addCommand(credentialsCommand(context))
    .addCommand(callCommand(context, onExitCode));
}

function listCommand({ terminal }: CommandContext): Command {
  const command = new Command('list')
    .description('show the roles that people may assume')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async ({ portBase, json }: RoleOptions) => {
      const names = await (await connectLocalCloud({ portBase })).roles();
      if (json) return terminal.printJson(names);
      for (const name of names) terminal.print(name);
    });
  return withExamples(command, ['npm run redoubt -- role list']);
}

function credentialsCommand({ terminal }: CommandContext): Command {
  const command = new Command('credentials')
    .description('give out credentials of a role, for an hour, as variables that AWS clients and curl take')
    .addArgument(roleArgument())
    .addOption(sessionOption())
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (role: string, { portBase, session, json }: RoleOptions) => {
      const credentials = await assume(await connectLocalCloud({ portBase }), role, session);
      if (json) return terminal.printJson(credentials);
      for (const line of credentialLines(credentials)) terminal.print(line);
    });
  return withExamples(command, [
    'eval "$(npm run --silent redoubt -- role credentials observer)"',
    'npm run redoubt -- role credentials approver --session bob --json',
  ]);
}

function callCommand({ terminal }: CommandContext, onExitCode: (code: ExitCode) => void): Command {
  const command = new Command('call')
    .description('send one signed request, and print what is answered')
    .addArgument(roleArgument())
    .addArgument(new Argument('<method>').choices(['GET', 'POST']))
    .argument('<path>', 'with the name of the service, e.g. /transactions/v1/blocklist')
    .option('--region <name>', 'region to call (default: the active one)')
    .option('--body <json>', 'body of a POST')
    .option('--key <text>', 'its Idempotency-Key')
    .addOption(sessionOption())
    .addOption(portBaseOption(portBaseDefault))
    .action(async (role: string, method: 'GET' | 'POST', path: string, options: CallOptions) => {
      const cloud = await connectLocalCloud({ portBase: options.portBase });
      const acting = {
        credentials: await assume(cloud, role, options.session),
        region: options.region ?? (await activeRegion(cloud)),
      };
      const { body, key } = options;
      const answer = await fetchAsRole(cloud, acting, {
        method,
        path,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body }),
      });
      terminal.progress(`${answer.status} by ${acting.region}`);
      terminal.print(await answer.text());
      if (!answer.ok) onExitCode(exitCode.failed);
    });
  return withExamples(command, [
    'npm run redoubt -- role call observer GET /transactions/v1/blocklist',
    'npm run redoubt -- role call observer GET /transactions/v1/audit-log --region us-east-1 | jq .',
  ]);
}

function roleArgument(): Argument {
  return new Argument('<role>', 'observer, operator or approver; or a name of `role list`');
}

/** Two people are told apart by it. */
function sessionOption(): Option {
  return new Option('--session <name>', 'who acts').default(userInfo().username);
}

/** A short name is one of this environment's roles. */
async function assume(cloud: LocalCloud, role: string, session: string): Promise<RoleCredentials> {
  const { suffix } = await cloud.status();
  const names = await cloud.roles();
  return await cloud.assumeRole(names.includes(role) ? role : `${role}-role-${suffix}`, session);
}

/** Where changes are taken; the first region before anybody is active. */
async function activeRegion(cloud: LocalCloud): Promise<string> {
  const { regions } = await cloud.status();
  return (regions.find(({ trafficRole }) => trafficRole === 'active') ?? regions[0])?.region ?? '';
}

/** Credentials as a shell takes them. */
export function credentialLines({ accessKeyId, secretAccessKey, sessionToken }: RoleCredentials): readonly string[] {
  return [
    `export AWS_ACCESS_KEY_ID=${accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    `export AWS_SESSION_TOKEN=${sessionToken}`,
  ];
}
