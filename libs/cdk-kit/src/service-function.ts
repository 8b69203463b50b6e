import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type LedgerRole, ledgerRoleSecrets, ledgerRoles, type ServiceName } from '@redoubt/contracts';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, CfnFunction, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { physicalName } from './naming.ts';
import { grantNetwork } from './permissions/network-policy.ts';
import { serviceRole } from './permissions/service-role.ts';
import { type WildcardGrant, wildcardStatement } from './permissions/wildcard-grants.ts';
import { platformValue, platformValues } from './platform-value.ts';
import { regionalStackOf } from './regional-stack.ts';

export interface ServiceFunctionProps {
  readonly service: ServiceName;
  /** Ends the function's name: `{service}-{name}-{suffix}`. */
  readonly name: string;
  /** File in `src/routes/` or `src/consumers/`, or in a folder there, without its ending; it exports `handler`. */
  readonly handler: string;
  readonly description: string;
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * How long a call may take.
   *
   * @default Duration.seconds(10): API Gateway gives up after 29 s, and callers long before
   */
  readonly timeout?: Duration;
  /**
   * Memory in MB; the processor's share grows with it.
   *
   * @default 512
   */
  readonly memoryMb?: number;
  /**
   * Whether it sends to addresses that strangers choose: it stands apart then, where nothing of ours but AWS services is reached.
   *
   * @default false
   */
  readonly sendsToStrangers?: boolean;
  /**
   * Copies of the function that may run at once, taken out of the account's quota.
   *
   * @default - as many as the account has left
   */
  readonly concurrencyMax?: number;
}

/**
 * A function of a service: bundled by `bin/bundle.ts`, in the private subnets, with a role and a log group of its own.
 *
 * It may read the region state, because every function must know whether its region is active; all else is granted.
 */
export class ServiceFunction extends LambdaFunction {
  #namedSecrets: PolicyStatement | undefined;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    const stack = regionalStackOf(scope);
    const functionType = `${props.service}-${props.name}`;
    const functionName = physicalName(stack.topology, functionType);
    super(scope, id, {
      functionName,
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundleOf(props.handler)),
      handler: 'index.handler',
      role: serviceRole(scope, `${id}Role`, functionType),
      timeout: props.timeout ?? Duration.seconds(10),
      memorySize: props.memoryMb ?? 512,
      ...(props.concurrencyMax === undefined ? {} : { reservedConcurrentExecutions: props.concurrencyMax }),
      logGroup: new LogGroup(scope, `${id}Log`, {
        logGroupName: `/aws/lambda/${functionName}`,
        retention: RetentionDays.ONE_WEEK,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      environment: {
        ENVIRONMENT_SUFFIX: stack.topology.environmentSuffix,
        SERVICE_NAME: props.service,
        POWERTOOLS_SERVICE_NAME: props.service,
        REGION_STATE_TABLE: platformValue(scope, 'regionStateTableName'),
        LEASE_MS: platformValue(scope, 'leaseMs'),
        EVENT_BUS_NAME: platformValue(scope, 'eventBusName'),
        ...props.environment,
      },
    });
    this.node.addDependency(grantNetwork(scope, roleOf(this)));
    this.#standIn(props.sendsToStrangers === true ? 'sending' : 'private');
    this.#allow(['dynamodb:GetItem'], [platformValue(this, 'regionStateTableArn')]);
  }

  /**
   * Lets the function record commands (`write`), read them minute by minute (`read`), prove beside reading that the journal can
   * be written (`prove`), or forget commands (`forget`).
   */
  grantJournal(access: 'write' | 'read' | 'prove' | 'forget'): void {
    const actions = {
      // Updates only the item in which the journal describes itself.
      write: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
      prove: ['dynamodb:PutItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
      forget: [
        'dynamodb:BatchGetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
      ],
    };
    this.addEnvironment('JOURNAL_TABLE', platformValue(this, 'journalTableName'));
    this.#allow(actions[access], [platformValue(this, 'journalTableArn')]);
  }

  /** Lets the function check access keys, and count what merchants send: its door is theirs. */
  grantAccess(): void {
    this.addEnvironment('ACCESS_TABLE', platformValue(this, 'accessTableName'));
    this.#allow(['dynamodb:GetItem'], [platformValue(this, 'accessTableArn')]);
    this.addEnvironment('LIMITS_TABLE', platformValue(this, 'limitsTableName'));
    this.#allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], [platformValue(this, 'limitsTableArn')]);
    const secretArn = platformValue(this, 'accessPeppersSecretArn');
    this.grantSecret({ variable: 'ACCESS_PEPPERS_SECRET_ARN', secretArn });
  }

  /** Lets the function put events on the region's bus. */
  grantPutEvents(): void {
    this.#allow(['events:PutEvents'], [platformValue(this, 'eventBusArn')]);
  }

  /** Lets the function execute what a role of the ledger may through the Data API, and nothing else of the ledger. */
  grantLedger(role: LedgerRole): void {
    const secretArn = platformValue(this, ledgerRoleSecrets[role]);
    this.#grantStatements(secretArn);
    this.#allowSecret('LedgerRoleSecret', secretArn);
  }

  /** Lets the function change the ledger's schema, and give the other functions their logins: migrations do. */
  grantLedgerOwner(): void {
    const secretArn = platformValue(this, 'ledgerOwnerSecretArn');
    this.#grantStatements(secretArn);
    this.#allowSecret('LedgerOwnerSecret', secretArn);
    for (const role of ledgerRoles) {
      const roleSecretArn = platformValue(this, ledgerRoleSecrets[role]);
      this.grantSecret({ variable: `LEDGER_${role.toUpperCase()}_SECRET_ARN`, secretArn: roleSecretArn });
    }
  }

  /** Lets the function put objects below prefixes of the region's archive, read them back and list them. */
  grantArchive(...prefixes: readonly `${string}/`[]): void {
    const bucketArn = platformValue(this, 'archiveBucketArn');
    this.addEnvironment('ARCHIVE_BUCKET', platformValue(this, 'archiveBucketName'));
    this.addToRolePolicy(
      wildcardStatement('ObjectsBelowPrefix', {
        actions: ['s3:GetObject', 's3:PutObject'],
        resources: prefixes.map((prefix) => `${bucketArn}/${prefix}*`),
      }),
    );
    this.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [bucketArn],
        conditions: { StringLike: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) } },
      }),
    );
  }

  /**
   * Lets the function read a secret, and gives it the ARN in a variable.
   *
   * @param secretArn without the six characters that Secrets Manager appends: another stack can't know them
   */
  grantSecret({ variable, secretArn }: { readonly variable: string; readonly secretArn: string }): void {
    this.addEnvironment(variable, secretArn);
    if (this.#namedSecrets === undefined) this.#namedSecrets = this.#allowSecret('NamedSecrets', secretArn);
    else this.#namedSecrets.addResources(secretPattern(secretArn));
  }

  #grantStatements(secretArn: string): void {
    this.addEnvironment('LEDGER_CLUSTER_ARN', platformValue(this, 'ledgerClusterArn'));
    this.addEnvironment('LEDGER_SECRET_ARN', secretArn);
    this.addEnvironment('LEDGER_DATABASE', platformValue(this, 'ledgerDatabaseName'));
    this.#allow(['rds-data:ExecuteStatement'], [platformValue(this, 'ledgerClusterArn')]);
  }

  #allow(actions: string[], resources: string[]): void {
    this.addToRolePolicy(new PolicyStatement({ actions, resources }));
  }

  #allowSecret(sid: WildcardGrant, secretArn: string): PolicyStatement {
    const statement = wildcardStatement(sid, {
      actions: ['secretsmanager:GetSecretValue'],
      resources: [secretPattern(secretArn)],
    });
    this.addToRolePolicy(statement);
    return statement;
  }

  /** Subnets and security group are only known at deployment, when the construct for a VPC would have to look them up. */
  #standIn(subnets: 'private' | 'sending'): void {
    const resource = this.node.defaultChild;
    if (!(resource instanceof CfnFunction)) throw new Error(`${this.node.path} has no function resource`);
    const [subnetIds, securityGroupId] =
      subnets === 'sending'
        ? (['senderSubnetIds', 'senderSecurityGroupId'] as const)
        : (['privateSubnetIds', 'functionSecurityGroupId'] as const);
    resource.vpcConfig = {
      subnetIds: platformValues(this, subnetIds),
      securityGroupIds: [platformValue(this, securityGroupId)],
    };
  }
}

function roleOf(fn: LambdaFunction): IRole {
  if (fn.role === undefined) throw new Error(`${fn.node.path} has no role`);
  return fn.role;
}

/** Folder of a handler's bundle, below the project that is synthesized. */
function bundleOf(handler: string): string {
  const folder = resolve('dist', handler);
  if (existsSync(join(folder, 'index.mjs'))) return folder;
  throw new Error(
    `${join(folder, 'index.mjs')} is missing: run "node ../../libs/cdk-kit/bin/bundle.ts" in the project's folder`,
  );
}

/** The ARN with its random ending, whichever it is. */
function secretPattern(secretArn: string): string {
  return `${secretArn}-??????`;
}
