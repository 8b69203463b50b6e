import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintWorkflow } from './lint-workflow.ts';
import { workflowFaults } from './workflow-faults.ts';

const folder = '.github/workflows';

/** Says what is wrong with the workflows of a repository. */
export async function faultsOfWorkflows(root: string): Promise<readonly string[]> {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: object };
  const files = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
  const faults = files.map(async (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const own = workflowFaults(text, Object.keys(scripts)).map((fault) => `${file}: ${fault}`);
    return [...(await lintWorkflow(file, text)), ...own];
  });
  return (await Promise.all(faults)).flat();
}

if (import.meta.main) {
  const faults = await faultsOfWorkflows(join(import.meta.dirname, '../../../..'));
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  // The linter's WebAssembly keeps the process open.
  process.exit(faults.length === 0 ? 0 : 1);
}
