import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileNames, seedMax } from '@redoubt/drill/records';
import type { DrillRequest, DrillView, EndedDrill } from '../../drill-wire.ts';
import { ConsoleError } from '../console-error.ts';
import type { DrillPlaces } from './drill-places.ts';
import { isTaken } from './is-taken.ts';

/** Lines of a drill that are kept; an uneventful one says some 60. */
const linesMax = 200;
/** As `redoubt` ends when it is stopped. */
const interrupted = 130;
/** Longest line that is kept, in characters. */
const charactersMax = 500;

interface Running {
  readonly child: ChildProcess;
  readonly scenario: string;
  readonly seed: number;
  readonly startedAt: string;
  readonly folder: string;
  readonly lines: string[];
  isStopping: boolean;
}

/** Carries out one drill at a time, as `redoubt drill run` in a process of its own: it must not slow the control process down. */
export class DrillRunner {
  readonly #places: DrillPlaces;
  readonly #onChange: () => void;
  readonly #now: () => Date;
  #running: Running | undefined;
  #ended: EndedDrill | undefined;
  #isStarting = false;

  constructor(places: DrillPlaces, { onChange, now }: { readonly onChange: () => void; readonly now: () => Date }) {
    this.#places = places;
    this.#onChange = onChange;
    this.#now = now;
  }

  view(): DrillView {
    const ended = this.#ended === undefined ? {} : { ended: this.#ended };
    if (this.#running === undefined) return ended;
    const { scenario, seed, startedAt, isStopping, lines } = this.#running;
    return { ...ended, running: { scenario, seed, startedAt, isStopping, lines: [...lines] } };
  }

  /** @throws ConsoleError when one runs, here or on its ports */
  async start({ scenario, seed = randomInt(seedMax) }: DrillRequest): Promise<{ readonly seed: number }> {
    if (this.#running !== undefined || this.#isStarting) throw oneRuns(this.#running);
    // From here to the spawn others are refused, too.
    this.#isStarting = true;
    try {
      if (await isTaken(this.#places.portBase)) throw portTaken(this.#places.portBase);
      this.#spawn(scenario, seed);
    } finally {
      this.#isStarting = false;
    }
    this.#onChange();
    return { seed };
  }

  /** Asks the drill to end what it has started, and then itself. @throws ConsoleError when none runs */
  stop(): void {
    if (this.#running === undefined) {
      throw new ConsoleError({ what: 'no drill runs', why: 'it has ended meanwhile', fix: 'look at its outcome' });
    }
    this.#running.isStopping = true;
    this.#running.child.kill('SIGINT');
    this.#onChange();
  }

  /** Stops the drill with the console; it ends what it has started by itself. */
  close(): void {
    this.#running?.child.kill('SIGTERM');
  }

  #spawn(scenario: string, seed: number): void {
    const { workspace, program, reports, dataDir, portBase } = this.#places;
    const startedAt = this.#now().toISOString();
    // A folder for each: the same seed again must not take the place of what it is compared with.
    const folder = `${scenario}-${seed}-${startedAt.slice(0, 19).replaceAll(/[-:]/g, '')}`;
    const args = [
      ...['drill', 'run', '--scenario', scenario, '--seed', String(seed), '--out', join(reports, folder)],
      // The templates of this cloud are there; a synthesis would change them below it.
      ...['--port-base', String(portBase), '--data-dir', dataDir, '--no-synth'],
    ];
    const child = spawn(process.execPath, [...program, ...args], {
      cwd: workspace,
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const running: Running = { child, scenario, seed, startedAt, folder, lines: [], isStopping: false };
    this.#running = running;
    const say = (line: string) => {
      running.lines.push(line.slice(0, charactersMax));
      if (running.lines.length > linesMax) running.lines.shift();
      this.#onChange();
    };
    if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', say);
    child.once('error', (error) => {
      say(`it could not be started: ${error.message}`);
      this.#end(running, null);
    });
    // Not `exit`: its last words may still be in the pipe.
    child.once('close', (code) => this.#end(running, code));
  }

  #end({ scenario, seed, startedAt, folder, lines, isStopping }: Running, code: number | null): void {
    if (this.#running?.folder !== folder) return;
    // A stop that comes before the program listens to signals ends it all the same.
    const exitCode = code === null && isStopping ? interrupted : code;
    this.#running = undefined;
    const hasReport = existsSync(join(this.#places.reports, folder, fileNames.report));
    this.#ended = {
      ...{ scenario, seed, startedAt, endedAt: this.#now().toISOString(), exitCode, lines },
      ...(hasReport ? { folder } : {}),
    };
    this.#onChange();
  }
}

function oneRuns(running: Running | undefined): ConsoleError {
  const which = running === undefined ? 'one is about to start' : `${running.scenario}, seed ${running.seed}`;
  return new ConsoleError({
    what: 'a drill runs already',
    why: `${which}; two at once would spoil each other's times`,
    fix: 'wait for its end, or stop it',
  });
}

function portTaken(port: number): ConsoleError {
  return new ConsoleError({
    what: 'a drill runs already',
    why: `port ${port}, where a drill of this console would run, is taken: by a drill in a terminal, or by another cloud`,
    fix: 'wait for its end, or stop it there',
  });
}
