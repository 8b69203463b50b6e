import { seedMax } from '@redoubt/drill/records';
import { z } from 'zod';
import type { Command } from '../acts/commands.ts';
import type { DrillRunner } from './drill-runner.ts';

const Start = z.strictObject({
  // Handed to a program as an argument: it must never look like an option.
  scenario: z.string().regex(/^[a-z][a-z-]{0,60}$/),
  seed: z.int().min(0).max(seedMax).optional(),
});

/** Commands about drills, by the last part of their path. */
export function drillCommands(runner: Pick<DrillRunner, 'start' | 'stop'>): Readonly<Record<string, Command>> {
  return {
    drill: async (body) => {
      const { scenario, seed } = Start.parse(body);
      return await runner.start({ scenario, ...(seed === undefined ? {} : { seed }) });
    },
    'stop-drill': async (body) => {
      z.strictObject({}).parse(body);
      runner.stop();
    },
  };
}
