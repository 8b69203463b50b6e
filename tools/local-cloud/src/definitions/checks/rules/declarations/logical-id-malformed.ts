import type { Rule } from '../../rule.ts';

/** Logical ids are letters and digits. */
export const logicalIdMalformed: Rule = {
  name: 'logical-id-malformed',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html',
  *check({ stacks }) {
    for (const { stackName, region, template } of stacks) {
      for (const logicalId of Object.keys(template.Resources ?? {})) {
        if (/^[A-Za-z0-9]{1,255}$/.test(logicalId)) continue;
        yield {
          at: { stackName, region, logicalId },
          property: '',
          message: `logical id ${logicalId}; letters and digits are allowed, up to 255: rename it`,
        };
      }
    }
  },
};
