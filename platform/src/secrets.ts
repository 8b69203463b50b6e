import { physicalName, regionalStackOf } from '@redoubt/cdk-kit';
import { ArnFormat, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** The secrets that both regions hold, by what they open. */
const resourceTypes = { ledger: 'ledger-secret', webhookKey: 'webhook-key-secret' } as const;
export type SecretName = keyof typeof resourceTypes;

/** Name of the database user that owns the ledger. */
export const ledgerUser = 'ledger_owner';

/**
 * Makes the secrets in the primary's stack and has Secrets Manager keep copies in the secondary.
 *
 * They hold credentials only: the host of a cluster changes with a failover and comes from Parameter Store. The ledger's
 * password is ours, because a managed one is not available with a global database.
 */
export function replicatedSecrets(scope: Construct): Readonly<Record<SecretName, Secret>> {
  const { topology, peerRegion } = regionalStackOf(scope);
  const replicaRegions = [{ region: peerRegion }];
  const secrets = {
    ledger: new Secret(scope, 'LedgerSecret', {
      secretName: physicalName(topology, resourceTypes.ledger),
      description: 'Owner of the ledger database',
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username: ledgerUser }),
        generateStringKey: 'password',
        passwordLength: 40,
        excludePunctuation: true,
      },
      replicaRegions,
      removalPolicy: RemovalPolicy.DESTROY,
    }),
    webhookKey: new Secret(scope, 'WebhookKeySecret', {
      secretName: physicalName(topology, resourceTypes.webhookKey),
      description: 'Key that the secret of each webhook endpoint is derived from',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      replicaRegions,
      removalPolicy: RemovalPolicy.DESTROY,
    }),
  };
  Validations.of(secrets.ledger).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'Rotation works in the primary region only, so that it would end with that region; docs/deploying.md says how to.',
  });
  Validations.of(secrets.webhookKey).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'Secrets of webhook endpoints are derived from it: a new key would break the signature of every endpoint at once.',
  });
  return secrets;
}

/**
 * ARN of a secret in the stack's region, without the six random characters that Secrets Manager appends.
 *
 * The secondary's stack can not know them. Secrets Manager finds a secret by such a partial ARN as long as the name itself
 * does not end in a dash and six characters, which the topology rules out.
 */
export function secretArn(scope: Construct, name: SecretName): string {
  const stack = regionalStackOf(scope);
  return stack.formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: physicalName(stack.topology, resourceTypes[name]),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
