import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import { answerJson, type JsonActions, jsonAction } from '../../protocol/aws/json-actions.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { RegionContext, ServiceModule } from '../service-module.ts';

/** The value is made once for all replicas before any region starts. */
const SecretProperties = z.object({ Name: z.string().optional(), SecretString: z.string() });

interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly value: string;
  /** The same in every replica, because it follows from what they have in common. */
  readonly versionId: string;
}

/** A region's secrets, replicas included. */
export class SecretsModule implements ServiceModule {
  readonly service = 'secretsmanager';
  readonly resourceTypes = ['AWS::SecretsManager::Secret'];
  readonly #context: RegionContext;
  readonly #secrets: Secret[] = [];
  readonly #createdAt = Math.floor(Date.now() / 1000);
  readonly #actions: JsonActions = {
    DescribeSecret: jsonAction(z.strictObject({ SecretId: z.string() }), ({ SecretId }) => {
      const { arn, name, versionId } = this.secret(SecretId);
      return {
        ARN: arn,
        Name: name,
        CreatedDate: this.#createdAt,
        VersionIdsToStages: { [versionId]: ['AWSCURRENT'] },
      };
    }),

    GetSecretValue: jsonAction(
      z.strictObject({
        SecretId: z.string(),
        VersionId: z.string().optional(),
        VersionStage: z.literal('AWSCURRENT').optional(),
      }),
      ({ SecretId, VersionId }) => {
        const { arn, name, value, versionId } = this.secret(SecretId);
        if (VersionId !== undefined && VersionId !== versionId) {
          throw new AwsError(
            'ResourceNotFoundException',
            `Secrets Manager can't find the specified secret version: ${VersionId}`,
          );
        }
        return {
          ARN: arn,
          Name: name,
          SecretString: value,
          VersionId: versionId,
          VersionStages: ['AWSCURRENT'],
          CreatedDate: this.#createdAt,
        };
      },
    ),
  };

  constructor(context: RegionContext) {
    this.#context = context;
  }

  async deploy(resource: ResolvedResource): Promise<void> {
    const { Name, SecretString } = SecretProperties.parse(resource.properties);
    const arn = resource.physicalId;
    const name = Name ?? partialName(arn);
    const hex = createHash('sha256').update(name).update(SecretString).digest('hex');
    const versionId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
      '-',
    );
    this.#secrets.push({ arn, name, value: SecretString, versionId });
  }

  handle(request: AwsRequest): Promise<AwsResponse> {
    return answerJson(this.#actions, request);
  }

  async stop(): Promise<void> {}

  /**
   * Finds a secret by name, by ARN, or by ARN without the six characters at its end.
   *
   * @throws AwsError `ResourceNotFoundException`
   */
  secret(id: string): Secret {
    const found = this.#secrets.find(
      ({ arn, name }) => id === arn || id === name || id === arn.replace(/-[A-Za-z0-9]{6}$/, ''),
    );
    if (found === undefined) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Secrets Manager can't find the specified secret: ${id} in ${this.#context.model.region}`,
      );
    }
    return found;
  }
}

function partialName(arn: string): string {
  return arn.slice(arn.indexOf(':secret:') + ':secret:'.length).replace(/-[A-Za-z0-9]{6}$/, '');
}
