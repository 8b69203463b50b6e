import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { expect, test } from 'vitest';
import { PciRules, pciRulesNotFollowed, SolutionsRules } from '../src/standard-rules.ts';

/** Rules that a bucket with nothing set breaks, by each of the two standards. */
function violationsOf(rules: PciRules | SolutionsRules): readonly string[] {
  const app = new App();
  const stack = new Stack(app, 'Planted');
  new CfnBucket(stack, 'Bucket');
  const assembly = app.synth();
  const context = {
    appConstruct: app,
    templatePaths: [assembly.getStackByName('Planted').templateFullPath],
    stackTemplates: [
      { stackConstructPath: 'Planted', templatePath: assembly.getStackByName('Planted').templateFullPath },
    ],
  };
  return rules.validate(context as never).violations.map(({ ruleName }) => ruleName);
}

test('a bucket that anybody may open breaks both standards', () => {
  const pci = violationsOf(new PciRules());
  expect(pci).toContain('PCI.DSS.321-S3BucketPublicReadProhibited');
  // It is not encrypted by a key of ours, logs nothing and is not replicated either.
  expect(pci.filter((rule) => /Logging|Replication|KMS/.test(rule))).toEqual([]);
  expect(violationsOf(new SolutionsRules())).toContain('AwsSolutions-S10');
});

test('each rule that is not followed is one of cdk-nag, with a reason', () => {
  const pack = readFileSync(new URL(import.meta.resolve('cdk-nag/lib/packs/pci-dss-321.js')), 'utf8');
  for (const [rule, reason] of Object.entries(pciRulesNotFollowed)) {
    expect(pack).toContain(rule);
    expect(reason).toMatch(/^[A-Z].{30,}\.$/);
  }
});
