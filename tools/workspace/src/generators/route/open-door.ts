import type { Tree } from '@nx/devkit';
import { editFile } from '../text/edit-file.ts';

/** Variables that a function reads whose door is the merchants', as the tests give them. */
const variables = {
  ACCESS_TABLE: 'access-table-test',
  LIMITS_TABLE: 'limits-table-test',
  ACCESS_PEPPERS_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:access-peppers-secret-test',
} as const;

/** Gives a service who checks merchants' keys, if it has answered operators alone. */
export function openDoor(tree: Tree, service: string): void {
  const wiring = `services/${service}/src/wiring.ts`;
  const text = tree.read(wiring, 'utf8') ?? '';
  if (!text.includes('function wireKeys(')) {
    const keys =
      "\n/** Who checks merchants' keys. */\nexport function wireKeys(): AccessKeys {\n  return AccessKeys.ofEnvironment(process.env);\n}\n";
    tree.write(wiring, `import { AccessKeys } from '@redoubt/lambda-kit';\n${text}${keys}`);
  }
  const environment = `services/${service}/test/support/handler-environment.ts`;
  const given = tree.read(environment, 'utf8') ?? '';
  const missing = Object.entries(variables).filter(([name]) => !given.includes(`${name}:`));
  if (missing.length === 0) return;
  editFile(tree, {
    file: environment,
    at: "  AWS_REGION: 'us-east-1',\n",
    by: (found) => `${found}${missing.map(([name, value]) => `  ${name}: '${value}',\n`).join('')}`,
  });
}
