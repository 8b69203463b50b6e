import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ColdStartGate } from '../../../src/engines/lambda/cold-start-gate.ts';
import { FunctionPool } from '../../../src/engines/lambda/function-pool.ts';
import { functionProgram } from '../../../src/engines/lambda/function-program.ts';

/** A function that ends when a file is there, with one worker. */
async function aPool() {
  const folder = await mkdtemp(join(tmpdir(), 'function-pool-'));
  const source = `import { existsSync } from 'node:fs';
    import { setTimeout as pause } from 'node:timers/promises';
    const ran = [];
    export async function handler({ name, until }) {
      ran.push(name);
      console.log(name);
      while (until !== undefined && !existsSync(until)) await pause(5);
      return ran;
    }`;
  await writeFile(join(folder, 'index.mjs'), source);
  const began = Promise.withResolvers<string>();
  // Taken for ever: no second worker starts.
  const gate = new ColdStartGate();
  gate.tryEnter();
  const pool = new FunctionPool({
    definition: {
      name: 'waits',
      arn: 'arn:aws:lambda:us-east-1:000000000000:function:waits',
      assetFolder: folder,
      runtime: 'nodejs24.x',
      roleArn: undefined,
      moduleName: 'index',
      exportName: 'handler',
      timeoutMs: 900_000,
      memoryMb: 128,
      environment: {},
      reservedConcurrency: undefined,
    },
    environment: {},
    names: { dns: { host: '127.0.0.1', port: 9 }, zone: 'redoubt.example', byAddress: {} },
    program: await functionProgram(),
    clockSkewMs: () => 0,
    onLogLine: (line) => began.resolve(line),
    gate,
  });
  return { pool, file: join(folder, 'go'), began: began.promise };
}

test('an invocation whose caller leaves before a worker is free never runs, and the last that came is the next to run', async () => {
  const { pool, file, began } = await aPool();
  const caller = new AbortController();
  const invoke = (event: object, gone?: AbortSignal) =>
    pool.invoke(JSON.stringify(event), gone === undefined ? {} : { gone });
  const first = invoke({ name: 'first', until: file });
  await began;
  const left = invoke({ name: 'left' }, caller.signal);
  const [second, third] = [invoke({ name: 'second' }), invoke({ name: 'third' })];
  caller.abort();
  await expect(left).rejects.toMatchObject({ code: 'TooManyRequestsException' });
  await writeFile(file, '');
  await Promise.all([first, third]);
  const end = await second;
  expect(end).toEqual({ outcome: 'done', payload: JSON.stringify(['first', 'third', 'second']) });
  await pool.stop();
});
