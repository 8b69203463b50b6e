import { objectOf } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';
import { type RawStatement, statementsIn, textsOf } from './policy-documents.ts';

/** A key's policy must let somebody change it: KMS refuses one that would lock out its creator. */
export const keyPolicyLocksOut = resourceRule('key-policy-locks-out', {
  source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html',
  types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  *check({ properties }, { account }) {
    const statements = statementsIn(objectOf(properties['KeyPolicy']));
    if (properties['KeyPolicy'] === undefined || properties['BypassPolicyLockoutSafetyCheck'] === true) return;
    const root = [`arn:aws:iam::${account}:root`, account, '*'];
    const isKept = statements.some(
      ({ Effect, Principal, Action }) =>
        Effect === 'Allow' &&
        textsOf(Principal === '*' ? '*' : (Principal as RawStatement | undefined)?.['AWS']).some((each) =>
          root.includes(each),
        ) &&
        textsOf(Action).some((action) => /^(\*|kms:(\*|put\*|putkeypolicy))$/i.test(action)),
    );
    if (isKept) return;
    const message = 'nobody of this account could change the policy any more; allow kms:PutKeyPolicy to its root';
    yield { property: 'KeyPolicy', message };
  },
});
