import { expect, test } from 'vitest';
import { Steps } from '../src/output/steps.ts';
import { aTerminal } from './a-terminal.ts';

const step = { text: 'start two regions', usualMs: 1000 };

test('without a terminal a step is a plain line at its beginning, its notes and its end', async () => {
  const { terminal, written } = aTerminal();
  const result = await new Steps(terminal, 11).step({
    ...step,
    async run(note) {
      note('us-east-1: ready');
      return 7;
    },
  });
  expect(result).toBe(7);
  expect(written.stdout).toBe('');
  expect(written.stderr.split('\n')).toEqual([
    '[01/11] start two regions',
    '        us-east-1: ready',
    '[01/11] start two regions: done in 0.0 s',
    '',
  ]);
});

test('on a terminal a step is one line with a bar, redrawn in place', async () => {
  const { terminal, written } = aTerminal({ isTTY: true, environment: { NO_COLOR: '1' } });
  await new Steps(terminal, 3).step({ ...step, run: async () => {} });
  expect(written.stderr).toContain('[01/03] start two regions ░░░░░░░░░░░░ 0.0 s / ~1.0 s');
  expect(written.stderr.endsWith('[01/03] start two regions ✓ 0.0 s\n')).toBe(true);
});

test('a step that fails says so and passes the error on', async () => {
  const { terminal, written } = aTerminal({ isTTY: true, environment: { NO_COLOR: '1' } });
  const failing = new Steps(terminal, 3).step({ ...step, run: () => Promise.reject(new Error('port 4500')) });
  await expect(failing).rejects.toThrow('port 4500');
  expect(written.stderr.endsWith('failed\n')).toBe(true);
});
