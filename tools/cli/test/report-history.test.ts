import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aDrill } from '../../drill/test/evidence-folder/a-drill.ts';
import { aFolder, aKey, aTemporaryFolder } from '../../drill/test/evidence-folder/a-folder.ts';
import { redoubtProgram } from '../src/program.ts';
import { aTerminal } from './a-terminal.ts';

const signer = await aKey();

/** Folder of a drill on this day of which one stage took so much longer. */
async function aRun(day: number, slowerMs = 0): Promise<string> {
  const parts = aDrill({}, { startedAt: `2030-01-0${day}T12:00:00.000Z` });
  const failovers = parts.histories.failovers.map((report) => ({
    ...report,
    stages: report.stages.map((stage) => {
      if (stage.stage !== 'promote-database') return stage;
      return { ...stage, endedAt: new Date(Date.parse(stage.endedAt) + slowerMs).toISOString() };
    }),
  }));
  return await aFolder({ ...parts, histories: { ...parts.histories, failovers } }, signer);
}

async function history(...args: readonly string[]) {
  const { terminal, written } = aTerminal();
  const code = await redoubtProgram({ terminal, signal: new AbortController().signal }).run([
    'report',
    'history',
    ...args,
  ]);
  return { code, ...written };
}

test('a stage that took two seconds longer in the last drill ends with exit code 4, in any order of the folders', async () => {
  const slow = await aRun(5, 2000);
  const usual = await Promise.all([1, 2, 3, 4].map((day) => aRun(day)));
  const page = join(aTemporaryFolder(), 'history.html');
  const { code, stdout } = await history(slow, ...usual, '--out', page);
  expect(code).toBe(4);
  expect(stdout).toMatch(/SLOWER {2}region-loss {2}stage promote-database: 2\.3 s, usual 0\.3 s, limit 1\.3 s/);
  expect(readFileSync(page, 'utf8')).toContain('Slower than usual');
});

test('alike drills end with exit code 0', async () => {
  const { code, stdout } = await history(...(await Promise.all([1, 2, 3, 4, 5].map((day) => aRun(day)))));
  expect(code).toBe(0);
  expect(stdout).toContain('Nothing is slower');
});

test('a folder without a report is an error', async () => {
  await expect(history(aTemporaryFolder())).rejects.toMatchObject({
    explanation: { code: 'evidence_missing', exitCode: 3 },
  });
});
