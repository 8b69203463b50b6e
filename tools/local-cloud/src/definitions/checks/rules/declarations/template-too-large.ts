import type { Template } from '../../../templates/template.ts';
import type { Rule } from '../../rule.ts';

const bytesMax = 1_048_576;
const parameterBytesMax = 4096;
const countsMax = { Resources: 500, Outputs: 200, Parameters: 200, Mappings: 200 } as const;

/** CloudFormation's quotas of one template. */
export const templateTooLarge: Rule = {
  name: 'template-too-large',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
  *check({ stacks }) {
    for (const { stackName, region, template, templateBytes: bytes } of stacks) {
      const at = { stackName, region, logicalId: '' };
      for (const [section, max] of Object.entries(countsMax)) {
        const count = Object.keys(template[section as keyof Template] ?? {}).length;
        if (count <= max) continue;
        yield { at, property: section, message: `${count} entries, at most ${max}; divide the stack` };
      }
      for (const [name, { Default = '' }] of Object.entries(template.Parameters ?? {})) {
        const length = Buffer.byteLength(String(Default));
        if (length <= parameterBytesMax) continue;
        const message = `${length} bytes, at most ${parameterBytesMax}; read the value from Parameter Store`;
        yield { at: { stackName, region, logicalId: name }, property: 'Default', message };
      }
      if (bytes <= bytesMax) continue;
      yield { at, property: '', message: `template of ${bytes} bytes, at most ${bytesMax}; divide the stack` };
    }
  },
};
