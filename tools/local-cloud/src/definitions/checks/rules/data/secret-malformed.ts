import { objectOf, valuesAt } from '../../property-path.ts';
import type { Rule } from '../../rule.ts';

interface Generation {
  readonly SecretStringTemplate?: unknown;
  readonly GenerateStringKey?: unknown;
}

/**
 * A secret has a value or is generated; a template goes with a key; a replica is in another region.
 *
 * It looks at declarations: when a secret is resolved, its value is generated already.
 */
export const secretMalformed: Rule = {
  name: 'secret-malformed',
  source:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html',
  *check({ stacks }) {
    for (const { stackName, region, template } of stacks) {
      for (const [logicalId, { Type, Properties = {} }] of Object.entries(template.Resources ?? {})) {
        if (Type !== 'AWS::SecretsManager::Secret') continue;
        for (const problem of problemsOf(Properties, region))
          yield { at: { stackName, region, logicalId }, ...problem };
      }
    }
  },
};

function* problemsOf(
  properties: Readonly<Record<string, unknown>>,
  region: string,
): Iterable<{ readonly property: string; readonly message: string }> {
  const generation = properties['GenerateSecretString'] as Generation | undefined;
  if (generation !== undefined && properties['SecretString'] !== undefined) {
    yield { property: 'SecretString', message: 'both a value and GenerateSecretString; leave one of them' };
  }
  const { SecretStringTemplate: template, GenerateStringKey: key } = generation ?? {};
  if ((template === undefined) !== (key === undefined)) {
    const message = 'SecretStringTemplate and GenerateStringKey go together; add the other one';
    yield { property: 'GenerateSecretString', message };
  }
  if (typeof template === 'string' && objectOf(template) === undefined) {
    yield {
      property: 'GenerateSecretString.SecretStringTemplate',
      message: 'the template is no JSON object; correct it',
    };
  }
  for (const { path, value } of valuesAt(properties, 'ReplicaRegions.*.Region')) {
    if (value === region) yield { property: path, message: `${region} is the secret’s own region; name another one` };
  }
}
