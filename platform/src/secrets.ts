import { physicalName, regionalStackOf } from '@redoubt/cdk-kit';
import { ArnFormat, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret, type SecretStringGenerator } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { undeletable } from './undeletable.ts';

/** The secrets of both regions, by purpose. */
const resourceTypes = {
  ledgerOwner: 'ledger-owner-secret',
  ledgerReader: 'ledger-reader-secret',
  ledgerWriter: 'ledger-writer-secret',
  ledgerRecovery: 'ledger-recovery-secret',
  ledgerMaintenance: 'ledger-maintenance-secret',
  webhookKey: 'webhook-key-secret',
  canaryKey: 'canary-key-secret',
  accessPeppers: 'access-peppers-secret',
} as const;
export type SecretName = keyof typeof resourceTypes;

/** Name of the database user that owns the ledger; only migrations log in with it. */
export const ledgerOwner = 'ledger_owner';

/**
 * Makes the secrets in the primary's stack and has Secrets Manager keep copies in the secondary.
 *
 * They hold credentials only: the host of a cluster changes with a failover and comes from Parameter Store. The passwords
 * are ours, because a managed one is not available with a global database.
 */
export function replicatedSecrets(scope: Construct): Readonly<Record<SecretName, Secret>> {
  return {
    ledgerOwner: replicatedSecret(scope, 'ledgerOwner', {
      description: 'Owner of the ledger database: only migrations log in with it',
      generateSecretString: loginOf(ledgerOwner),
      unrotated: rotatedByHand,
    }),
    ledgerReader: roleSecret(scope, 'ledgerReader', 'show payments'),
    ledgerWriter: roleSecret(scope, 'ledgerWriter', 'book and change payments'),
    ledgerRecovery: roleSecret(scope, 'ledgerRecovery', 'bring the ledger to the journal'),
    ledgerMaintenance: roleSecret(scope, 'ledgerMaintenance', 'check, archive and forget'),
    webhookKey: replicatedSecret(scope, 'webhookKey', {
      description: 'Key that the secret of each webhook endpoint is derived from',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      unrotated:
        'Secrets of webhook endpoints are derived from it: a new key would break the signature of all at once.',
    }),
    canaryKey: replicatedSecret(scope, 'canaryKey', {
      description: 'Key by which a canary shows that the failover service sends it',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      unrotated: rotatedByHand,
    }),
    accessPeppers: replicatedSecret(scope, 'accessPeppers', {
      description: 'Peppers, by version, under which the digests of access keys are made',
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: '1',
        passwordLength: 64,
        excludePunctuation: true,
      },
      unrotated:
        'A key is good as long as the pepper of its version is there; docs/deploying.md says how to add a version.',
    }),
  };
}

const rotatedByHand =
  'Rotation works in the primary region only and would end with it; docs/deploying.md says how to do it by hand.';

/** Login of the functions that use the ledger for one duty; migrations make the user, a member of that role alone. */
function roleSecret(scope: Construct, name: SecretName, duty: string): Secret {
  return replicatedSecret(scope, name, {
    description: `Login of the functions that ${duty}`,
    generateSecretString: loginOf(name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
    unrotated: rotatedByHand,
  });
}

interface ReplicatedSecretProps {
  readonly description: string;
  readonly generateSecretString: SecretStringGenerator;
  /** Why the secret is not rotated by a schedule. */
  readonly unrotated: string;
}

function replicatedSecret(
  scope: Construct,
  name: SecretName,
  { description, generateSecretString, unrotated }: ReplicatedSecretProps,
): Secret {
  const { topology, peerRegion } = regionalStackOf(scope);
  const secret = new Secret(scope, `${name.charAt(0).toUpperCase()}${name.slice(1)}Secret`, {
    secretName: physicalName(topology, resourceTypes[name]),
    description,
    generateSecretString,
    replicaRegions: [{ region: peerRegion }],
    removalPolicy: RemovalPolicy.DESTROY,
  });
  if (topology.retention.profile === 'protected')
    secret.addToResourcePolicy(undeletable(['secretsmanager:DeleteSecret']));
  Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: unrotated });
  return secret;
}

/** A user with a password of 40 letters and digits: about 238 bits. */
function loginOf(username: string): SecretStringGenerator {
  return {
    secretStringTemplate: JSON.stringify({ username }),
    generateStringKey: 'password',
    passwordLength: 40,
    excludePunctuation: true,
  };
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
