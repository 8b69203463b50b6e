import { physicalName, type RegionalStack } from '@redoubt/cdk-kit';
import { validationTokenSecretType } from '@redoubt/contracts';
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';

/** Makes the secret of validation tokens in the primary's stack; Secrets Manager keeps a copy in the other region. */
export function makeTokenSecret(stack: RegionalStack): Secret {
  const secret = new Secret(stack, 'TokenSecret', {
    secretName: physicalName(stack.topology, validationTokenSecretType),
    description: 'Key that validation tokens are signed with',
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    replicaRegions: [{ region: stack.peerRegion }],
    removalPolicy: RemovalPolicy.DESTROY,
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'Rotation works in the primary region only, so that it would end with that region; the README says how to.',
  });
  return secret;
}
