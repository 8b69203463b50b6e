import {
  addAlarms,
  platformValue,
  RegionalStack,
  type RegionalStackProps,
  Schedule,
  ServiceApi,
  ServiceFunction,
} from '@redoubt/cdk-kit';
import { CfnOutput, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type RouteName, routes } from '../src/api.ts';
import { sweepEveryMs } from '../src/sweep-changes.ts';
import { merchantsAlarms } from './merchants-alarms.ts';

/** A sweep stops before; the next one begins anew. */
const sweepTimeout = Duration.minutes(2);

type AccessAction = 'DeleteItem' | 'GetItem' | 'PutItem' | 'Scan' | 'UpdateItem';

/**
 * The merchants service in one region; the two are the same.
 *
 * Its functions are not kept started: people call them, who can wait for a second.
 */
export class MerchantsStack extends RegionalStack {
  constructor(scope: Construct, props: Omit<RegionalStackProps, 'component'>) {
    super(scope, { ...props, component: 'merchants' });
    const change: readonly AccessAction[] = ['GetItem', 'PutItem', 'UpdateItem'];
    const make: readonly AccessAction[] = [...change, 'DeleteItem'];

    const postMerchant = this.#announcer('PostMerchant', 'post-merchant', 'Registers merchants', change);
    const postLimit = this.#announcer('PostLimit', 'post-limit', 'Says how much a merchant may send', change);
    const postClosure = this.#announcer('PostClosure', 'post-closure', 'Closes merchants', change);
    const postKey = this.#announcer('PostKey', 'post-key', 'Makes keys', make);
    this.#grantPeppers(postKey);
    const postRoll = this.#announcer('PostRoll', 'post-roll', 'Replaces keys', make);
    this.#grantPeppers(postRoll);
    const postRevocation = this.#announcer('PostRevocation', 'post-revocation', 'Revokes keys', change);
    const getMerchants = this.#function('GetMerchants', 'get-merchants', 'Lists merchants', ['Scan']);
    const getMerchant = this.#function('GetMerchant', 'get-merchant', 'Shows a merchant', ['GetItem']);
    const getKeys = this.#function('GetKeys', 'get-keys', 'Lists the keys of a merchant', ['GetItem']);

    const sweepChanges = this.#announcer(
      'SweepChanges',
      'sweep-changes',
      'Finishes changes that broke off',
      ['PutItem', 'Scan', 'UpdateItem'],
      sweepTimeout,
    );
    new Schedule(this, 'SweepChangesSchedule', {
      name: 'merchants-sweep-changes',
      every: Duration.millis(sweepEveryMs),
      fn: sweepChanges,
    });

    const functions: Readonly<Record<RouteName, ServiceFunction>> = {
      'post-merchant': postMerchant,
      'get-merchants': getMerchants,
      'get-merchant': getMerchant,
      'post-limit': postLimit,
      'post-closure': postClosure,
      'get-keys': getKeys,
      'post-key': postKey,
      'post-roll': postRoll,
      'post-revocation': postRevocation,
    };
    const api = new ServiceApi(this, 'Api', { service: 'merchants', description: 'Merchants and their keys' });
    api.routes(routes, functions);

    addAlarms(this, merchantsAlarms({ functions: [sweepChanges], api }));
    new CfnOutput(this, 'ApiId', { value: api.restApiId, description: 'REST API of merchants in this region' });
  }

  /** A function that announces what it does. */
  #announcer(
    id: string,
    name: string,
    description: string,
    actions: readonly AccessAction[],
    timeout?: Duration,
  ): ServiceFunction {
    const fn = this.#function(id, name, description, actions, timeout);
    fn.grantPutEvents();
    return fn;
  }

  #function(
    id: string,
    name: string,
    description: string,
    actions: readonly AccessAction[],
    timeout = Duration.seconds(10),
  ): ServiceFunction {
    const environment = { ACCESS_TABLE: platformValue(this, 'accessTableName') };
    const fn = new ServiceFunction(this, id, {
      service: 'merchants',
      name,
      handler: name,
      description,
      environment,
      timeout,
    });
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [platformValue(this, 'accessTableArn')],
      }),
    );
    return fn;
  }

  /** Only who makes keys needs a pepper: the digest of a new key is made under it. */
  #grantPeppers(fn: ServiceFunction): void {
    const secretArn = platformValue(this, 'accessPeppersSecretArn');
    fn.grantSecret({ variable: 'ACCESS_PEPPERS_SECRET_ARN', secretArn });
  }
}
