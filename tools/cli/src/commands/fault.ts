import { connectLocalCloud, type FaultStatus } from '@redoubt/local-cloud';
import { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { jsonOption, portBaseDefault, portBaseOption, withExamples } from '../options.ts';
import { table } from '../output/table.ts';
import { parseFault } from '../parse-fault.ts';
import { commandLine } from '../workspace.ts';

interface FaultOptions {
  readonly portBase: number;
  readonly json: boolean;
}

/** `redoubt fault add|list|heal`. */
export function faultCommand(context: CommandContext): Command {
  return new Command('fault')
    .description('break a part of the local cloud, and heal it')
    .addCommand(addCommand(context))
    .addCommand(listCommand(context))
    .addCommand(healCommand(context));
}

function addCommand({ terminal }: CommandContext): Command {
  const command = new Command('add')
    .description('bring a fault into force until it is healed')
    .argument('<kind>', 'link, isolate, quorum-cut, quorum-latency, promotion, pause, process, call, clock or http')
    .argument('[properties...]', 'name=value; a dot in a name leads into an object')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (kind: string, words: readonly string[], { portBase, json }: FaultOptions) => {
      const fault = parseFault(kind, words);
      const cloud = await connectLocalCloud({ portBase });
      const { id, fault: running, since } = await cloud.fault(fault);
      if (json) return terminal.printJson({ id, fault: running, since });
      terminal.print(`${id} is in force: ${describeFault(running)}.`);
      terminal.print(`Heal it: ${commandLine(`fault heal ${id}`)}`);
    });
  return withExamples(command, [
    'npm run redoubt -- fault add isolate region=us-east-1',
    'npm run redoubt -- fault add pause region=us-east-1 dutyCycle.stopMs=3000 dutyCycle.runMs=1000',
    'npm run redoubt -- fault add process region=us-east-1 process=database',
    'npm run redoubt -- fault add link from=us-east-2 to=us-east-1 effect.cut=true',
    'npm run redoubt -- fault add call region=us-east-1 service=dynamodb operation=PutItem effect.throttle=true rate=0.5',
  ]);
}

function listCommand({ terminal }: CommandContext): Command {
  const command = new Command('list')
    .description('show the faults in force')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async ({ portBase, json }: FaultOptions) => {
      const faults = await (await connectLocalCloud({ portBase })).faults();
      if (json) return terminal.printJson(faults);
      for (const line of faultLines(faults)) terminal.print(line);
      if (faults.length === 0) terminal.progress('No fault is in force.');
    });
  return withExamples(command, ['npm run redoubt -- fault list']);
}

function healCommand({ terminal }: CommandContext): Command {
  const command = new Command('heal')
    .description('end a fault, or all of them')
    .argument('[id]', 'as shown by `fault list` (default: every fault)')
    .addOption(portBaseOption(portBaseDefault))
    .addOption(jsonOption())
    .action(async (id: string | undefined, { portBase, json }: FaultOptions) => {
      const cloud = await connectLocalCloud({ portBase });
      await cloud.heal(id);
      const left = await cloud.faults();
      if (json) return terminal.printJson(left);
      terminal.print(left.length === 0 ? 'No fault is in force.' : `${left.length} faults are still in force.`);
    });
  return withExamples(command, ['npm run redoubt -- fault heal', 'npm run redoubt -- fault heal fault-1']);
}

/** One line for each fault. */
export function faultLines(faults: readonly FaultStatus[]): readonly string[] {
  return table(faults.map(({ id, fault, since }) => [id, describeFault(fault), `since ${since}`]));
}

/** A fault as `fault add` takes it. */
export function describeFault({ kind, seed: _, ...properties }: FaultStatus['fault']): string {
  return [kind, ...Object.entries(properties).flatMap(([name, value]) => wordsOf(name, value))].join(' ');
}

function wordsOf(name: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`];
  }
  return Object.entries(value).flatMap(([inner, it]) => wordsOf(`${name}.${inner}`, it));
}
