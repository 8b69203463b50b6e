import { expect, test } from 'vitest';
import { aTerminal } from './a-terminal.ts';

test('data goes to stdout and progress to stderr', () => {
  const { terminal, written } = aTerminal();
  terminal.printJson({ pass: true });
  terminal.progress('working');
  expect(written).toEqual({ stdout: '{"pass":true}\n', stderr: 'working\n' });
});

test.each([
  ['on a terminal', true, {}, true],
  ['on a terminal with NO_COLOR set to anything', true, { NO_COLOR: '0' }, false],
  ['on a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
  ['into a pipe', false, {}, false],
])('colors show %s: %s', (_, isTTY, environment, isColored) => {
  const { terminal } = aTerminal({ isTTY, environment });
  expect(terminal.style('red', 'gone') !== 'gone').toBe(isColored);
});
