import type { LocalCloud } from '@redoubt/local-cloud';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import { commandLine } from '../workspace.ts';

/** A command that was set aside; fields of an unreadable record are null. */
const CommandInDoubt = z.object({
  commandId: z.string(),
  paymentId: z.string().nullable(),
  merchantId: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  reason: z.string(),
  tries: z.number(),
  setAsideAt: z.string(),
});
export type CommandInDoubt = z.infer<typeof CommandInDoubt>;

const Page = z.object({ commands: z.array(CommandInDoubt), next: z.string().optional() });
const Retried = z.looseObject({ outcome: z.string() });
export type Retried = z.infer<typeof Retried>;

/** Pages that are read at most: more commands than a person can look at. */
const pagesMax = 50;

/** Lists what the ledger could not take: acknowledged, and neither booked nor rejected. @throws CliError `no_writer` */
export async function commandsInDoubt(cloud: LocalCloud): Promise<readonly CommandInDoubt[]> {
  const commands: CommandInDoubt[] = [];
  let after = '';
  for (let page = 1; page <= pagesMax; page++) {
    const found = Page.parse(await invoke(cloud, 'list-set-aside', { after }));
    commands.push(...found.commands);
    if (found.next === undefined) break;
    after = found.next;
  }
  return commands;
}

/** Tries a command that was set aside once more. @throws CliError `no_writer` */
export async function retryCommand(cloud: LocalCloud, commandId: string): Promise<Retried> {
  return Retried.parse(await invoke(cloud, 'retry-command', { commandId }));
}

async function invoke(cloud: LocalCloud, name: string, payload: unknown): Promise<unknown> {
  const { suffix, regionState, regions } = await cloud.status();
  const active = regions.find(({ region, process }) => region === regionState?.activeRegion && process === 'running');
  if (active !== undefined) return await cloud.invoke(active.region, `transactions-${name}-${suffix}`, payload);
  throw new CliError({
    code: 'no_writer',
    what: 'no active region runs',
    why: 'the list is part of the ledger, which only the active region writes',
    fix: commandLine('status'),
    exitCode: exitCode.precondition,
  });
}
