import { DeploymentError } from '@redoubt/deployment';
import { DrillError } from '@redoubt/drill';
import { ArchiveError } from '@redoubt/ledger-archive';
import { LocalCloudError } from '@redoubt/local-cloud';
import { expect, test } from 'vitest';
import { exitCodeOf } from '../src/drill-exit-code.ts';
import { explainError } from '../src/explain-error.ts';
import { redoubtProgram } from '../src/program.ts';
import { aTerminal } from './a-terminal.ts';

const localCloudError = (
  code: 'port_in_use' | 'not_running' | 'region_unknown' | 'resource_unsupported' | 'template_refused',
) => new LocalCloudError({ code, what: 'what', why: 'why', fix: 'fix' });

test.each([
  [localCloudError('port_in_use'), 3],
  [localCloudError('not_running'), 3],
  [localCloudError('region_unknown'), 2],
  [localCloudError('resource_unsupported'), 1],
  [localCloudError('template_refused'), 1],
  [new DeploymentError({ code: 'failover_running', what: 'what', why: 'why', fix: 'fix' }), 3],
  [new DeploymentError({ code: 'step_failed', what: 'what', why: 'why', fix: 'fix' }), 1],
  [new DrillError('no_failover', 'us-east-2 did not take over'), 1],
  [new ArchiveError('archive_empty', 'nothing was archived'), 3],
  [new ArchiveError('restore_pending', '2 of 3 objects have been restored'), 3],
  [new ArchiveError('chain_broken', 'a line was changed'), 5],
  [new ArchiveError('ledger_busy', 'there was no moment'), 1],
  [new TypeError('oops'), 1],
])('%s ends with exit code %i', (error, code) => {
  expect(explainError(error)).toMatchObject({ exitCode: code });
});

test.each([
  ['a drill that kept everything', true, [], 0],
  ['a drill that was too slow', true, ['firstPostedMs'], 4],
  ['a drill that lost money', false, [], 5],
  ['a drill that was too slow and lost money', false, ['firstPostedMs'], 5],
] as const)('%s ends with exit code %i', (_, pass, objectivesMissed, code) => {
  const verdict = { pass } as Parameters<typeof exitCodeOf>[0]['verdict'];
  expect(exitCodeOf({ verdict, objectivesMissed })).toBe(code);
});

test.each([
  ['an unknown command', ['regions']],
  ['an unknown option', ['status', '--watch']],
  ['a missing argument', ['region', 'kill']],
  ['a missing option', ['payment', 'create', '--amount', '1']],
  ['a rate of 0', ['drill', 'run', '--rate', '0']],
  ['a rate that is no number', ['drill', 'run', '--rate', 'fast']],
  ['a load too short to lose anything', ['drill', 'run', '--seconds', '11']],
  ['an unknown scenario', ['drill', 'run', '--scenario', 'earthquake']],
  ['an unknown fault', ['drill', 'run', '--fault', 'skip-everything']],
  ['a port that belongs to root', ['status', '--port-base', '80']],
  ['an amount with too many decimals', ['payment', 'create', '--amount', '1.005', '--currency', 'EUR']],
])('%s is a usage error', async (_, args) => {
  const { terminal } = aTerminal();
  const { signal } = new AbortController();
  const error = await redoubtProgram({ terminal, signal })
    .run(args)
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  expect(explainError(error)).toMatchObject({ code: 'usage', exitCode: 2 });
});

test('every command explains itself with an example', async () => {
  for (const args of [
    [],
    ['up'],
    ['status'],
    ['payment', 'create'],
    ['region', 'kill'],
    ['ledger', 'rebuild'],
    ['drill', 'run'],
    ['doctor'],
  ]) {
    const { terminal, written } = aTerminal();
    const { signal } = new AbortController();
    await redoubtProgram({ terminal, signal })
      .run([...args, '--help'])
      .catch(() => {});
    expect(written.stdout).toContain('Examples:\n  npm ');
  }
});
