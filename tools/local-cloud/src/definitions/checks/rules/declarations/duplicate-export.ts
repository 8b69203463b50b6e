import type { Rule } from '../../rule.ts';

/** Names of exports are unique in an account and region. Names that are made by functions are not looked at. */
export const duplicateExport: Rule = {
  name: 'duplicate-export',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html',
  *check({ stacks }) {
    const taken = new Map<string, string>();
    for (const { stackName, region, template } of stacks) {
      for (const [logicalId, { Export }] of Object.entries(template.Outputs ?? {})) {
        if (typeof Export?.Name !== 'string') continue;
        const key = `${region}/${Export.Name}`;
        const other = taken.get(key);
        if (other === undefined) {
          taken.set(key, `${stackName}/${logicalId}`);
          continue;
        }
        const message = `${Export.Name} is exported by ${other} in ${region}, too; give each export its own name`;
        yield { at: { stackName, region, logicalId }, property: 'Export.Name', message };
      }
    }
  },
};
