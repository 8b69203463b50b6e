import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeFormerAssembly } from '../src/targets/former-assembly.ts';

let folder: string;
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'deployment-')), 'cdk.out');
  await mkdir(folder);
  const artifact = (stackName: string) => ({
    type: 'aws:cloudformation:stack',
    environment: 'aws://123456789012/us-east-1',
    dependencies: ['assets'],
    properties: {
      templateFile: `${stackName}.template.json`,
      stackName,
      stackTemplateAssetObjectUrl: 's3://bootstrap/present.json',
    },
  });
  const artifacts = { 'a-primary-dev': artifact('a-primary-dev'), 'b-primary-dev': artifact('b-primary-dev') };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts }));
});
afterAll(() => rm(resolve(folder, '..'), { recursive: true, force: true }));

test('holds the former template of one stack, and no place of the present one', async () => {
  const template = '{"Resources":{"Former":{"Type":"AWS::SQS::Queue"}}}';
  const former = await writeFormerAssembly({ assembly: folder, stackName: 'a-primary-dev', template });
  expect(await readFile(join(former, 'a-primary-dev.template.json'), 'utf8')).toBe(template);
  const { artifacts } = JSON.parse(await readFile(join(former, 'manifest.json'), 'utf8'));
  expect(Object.keys(artifacts)).toEqual(['a-primary-dev']);
  expect(JSON.stringify(artifacts)).not.toContain('present.json');
});

test("is an assembly to the CDK's command line", async () => {
  const template = '{"Resources":{}}';
  const former = await writeFormerAssembly({ assembly: folder, stackName: 'a-primary-dev', template });
  const cdk = resolve(import.meta.dirname, '..', '..', '..', 'node_modules', '.bin', 'cdk');
  const listed = execFileSync(cdk, ['list', '--app', former], {
    encoding: 'utf8',
    env: { ...process.env, CI: 'true' },
  });
  expect(listed.trim()).toBe('a-primary-dev');
});
