import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { ScenarioRow } from '../../drill-wire.ts';
import type { DrillPlaces } from './drill-places.ts';

const Rows = z.array(z.object({ name: z.string(), summary: z.string() }));

/** Every scenario, as `redoubt drill list` has it: asked once, since it takes a second. */
export class ScenarioList {
  readonly #places: Pick<DrillPlaces, 'program' | 'workspace'>;
  #rows: Promise<readonly ScenarioRow[]> | undefined;

  constructor(places: Pick<DrillPlaces, 'program' | 'workspace'>) {
    this.#places = places;
  }

  async read(): Promise<readonly ScenarioRow[]> {
    this.#rows ??= this.#ask();
    try {
      return await this.#rows;
    } catch (error) {
      // The next one asks again.
      this.#rows = undefined;
      throw error;
    }
  }

  async #ask(): Promise<readonly ScenarioRow[]> {
    const { program, workspace } = this.#places;
    const args = [...program, 'drill', 'list', '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: workspace });
    return Rows.parse(JSON.parse(stdout));
  }
}
