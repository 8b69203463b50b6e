import type { ReadinessReport } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import { expect, test } from 'vitest';
import { FailoverFunctions } from '../src/failovers/failover-functions.ts';
import { readinessLines } from '../src/output/readiness-lines.ts';
import { redoubtProgram } from '../src/program.ts';
import { aTerminal } from './a-terminal.ts';

const report: ReadinessReport = {
  region: 'us-east-2',
  activeRegion: 'us-east-1',
  standbyRegion: 'us-east-2',
  at: '2030-01-31T12:00:00.000Z',
  tookMs: 1_234,
  isReady: false,
  compared: { function_code: 70, parameter: 52 },
  findings: [
    {
      kind: 'service_unready',
      grade: 'blocks',
      subject: 'transactions',
      region: 'us-east-2',
      got: 'transactions: no answer',
      expected: 'nothing in the way',
      mend: 'deploy it',
    },
    {
      kind: 'function_code',
      grade: 'mend',
      subject: 'transactions-recover-dev',
      region: 'us-east-2',
      got: 'abc=',
      expected: 'def=',
      mend: 'npx nx deploy transactions',
    },
  ],
  more: 3,
};

test('13 each finding is shown with its place, what was got, what is expected, and the command that mends it here', () => {
  expect(readinessLines(report)).toEqual([
    'us-east-2 is NOT ready to take over from us-east-1, and would not by itself: 122 facts compared, 5 findings, by us-east-2 in 1234 ms.',
    'BLOCKS  service unready: transactions in us-east-2',
    '        got  transactions: no answer',
    '        want nothing in the way',
    '        fix  deploy it',
    'MEND    function code: transactions-recover-dev in us-east-2',
    '        got  abc=',
    '        want def=',
    '        fix  npm run redoubt -- deploy transactions',
    'and 3 more; mend these first',
  ]);
});

test('13 a standby that is ready is said to be so in one line', () => {
  expect(readinessLines({ ...report, isReady: true, findings: [], more: 0 })).toEqual([
    'us-east-2 is ready to take over from us-east-1: 122 facts compared, 0 findings, by us-east-2 in 1234 ms.',
  ]);
});

/** Functions of a cloud whose regions are in these states, the active one first. */
function functionsOf(processes: Readonly<Record<string, string>>) {
  const calls: [string, string][] = [];
  const cloud = {
    status: async () => ({
      suffix: 'dev',
      regions: Object.entries(processes).map(([region, process], index) => ({
        ...{ region, process },
        trafficRole: index === 0 ? 'active' : 'standby',
      })),
    }),
    invoke: async (region: string, name: string) => {
      calls.push([region, name]);
      return report;
    },
  };
  return { functions: new FailoverFunctions(cloud as unknown as LocalCloud), calls };
}

test.each<[string, Readonly<Record<string, string>>, string | undefined, string]>([
  ['the standby', { 'us-east-1': 'running', 'us-east-2': 'running' }, undefined, 'us-east-2'],
  ['the one that is wanted', { 'us-east-1': 'running', 'us-east-2': 'running' }, 'us-east-1', 'us-east-1'],
  ['the one that is left', { 'us-east-1': 'running', 'us-east-2': 'killed' }, undefined, 'us-east-1'],
])('13 the regions are compared by %s', async (_, processes, wanted, region) => {
  const { functions, calls } = functionsOf(processes);
  expect(await functions.readiness(wanted)).toEqual(report);
  expect(calls).toEqual([[region, 'failover-check-readiness-dev']]);
});

test('13 a region that does not run can not look: the command says what blocks it', async () => {
  const { functions } = functionsOf({ 'us-east-1': 'running', 'us-east-2': 'killed' });
  await expect(functions.readiness('us-east-2')).rejects.toMatchObject({
    explanation: { code: 'region_lost', exitCode: 3, what: 'us-east-2 does not run' },
  });
});

test('13 help names examples and the exit code', async () => {
  const { terminal, written } = aTerminal();
  const program = redoubtProgram({ terminal, signal: new AbortController().signal });
  await expect(program.run(['readiness', '--help'])).rejects.toMatchObject({ exitCode: 0 });
  expect(written.stdout).toContain('npm run redoubt -- readiness --json');
  expect(written.stdout).toContain('else with 3');
});
