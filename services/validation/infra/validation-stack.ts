import {
  addAlarms,
  keepStarted,
  platformValue,
  RegionalStack,
  type RegionalStackProps,
  Schedule,
  ServiceApi,
  ServiceFunction,
  secretArnOf,
} from '@redoubt/cdk-kit';
import { validationTokenSecretType } from '@redoubt/contracts';
import { CfnOutput, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type RouteName, routes } from '../src/api.ts';
import { sweepEveryMs } from '../src/sweep-sessions.ts';
import { makeTokenSecret } from './token-secret.ts';
import { validationAlarms } from './validation-alarms.ts';
import { validationTable } from './validation-table.ts';

/** A sweep stops before; the next one goes on. */
const sweepTimeout = Duration.minutes(5);

/** Requests per second of the other region's watcher, of health checks, and of people who look. */
const healthRateMax = 50;

/** Copies of the health check's function, reserved: payments must not make a region look gone. */
const healthConcurrency = 3;

/** The validation service in one region; the two differ only in which of them makes what both hold. */
export class ValidationStack extends RegionalStack {
  constructor(scope: Construct, props: Omit<RegionalStackProps, 'component'>) {
    super(scope, { ...props, component: 'validation' });
    if (this.seat === 'primary') {
      validationTable.make(this, 'ValidationTable');
      makeTokenSecret(this);
    }

    const postPayment = new ServiceFunction(this, 'PostPayment', {
      service: 'validation',
      name: 'post-payment',
      handler: 'post-payment',
      description: 'Takes payments: assesses, journals and announces them',
    });
    postPayment.grantAccess();
    postPayment.grantJournal('write');
    postPayment.grantPutEvents();
    postPayment.grantSecret({
      variable: 'CANARY_KEY_SECRET_ARN',
      secretArn: platformValue(this, 'canaryKeySecretArn'),
    });
    this.#assesses(postPayment);
    const postValidation = this.#validator(
      'PostValidation',
      'post-validation',
      'Decides on a payment before it is made',
    );
    const postSpecified = this.#validator(
      'PostSpecifiedValidation',
      'post-specified-validation',
      'Decides on a payment in the words of the specifications',
    );
    const postSession = this.#sessionKeeper('PostSession', 'post-session', 'Starts a session', ['GetItem', 'PutItem']);
    const changeSession = this.#sessionKeeper('ChangeSession', 'change-session', 'Changes a session', [
      'GetItem',
      'PutItem',
    ]);
    const getSession = this.#sessionKeeper('GetSession', 'get-session', 'Shows a session', ['GetItem']);
    const getHealth = new ServiceFunction(this, 'GetHealth', {
      service: 'validation',
      name: 'get-health',
      handler: 'get-health',
      description: "Answers Route 53's health check of this region",
      concurrencyMax: healthConcurrency,
    });

    const sweepSessions = this.#sessionKeeper(
      'SweepSessions',
      'sweep-sessions',
      'Deletes expired sessions',
      ['DeleteItem', 'Scan'],
      sweepTimeout,
    );
    new Schedule(this, 'SweepSessionsSchedule', {
      name: 'validation-sweep-sessions',
      every: Duration.millis(sweepEveryMs),
      fn: sweepSessions,
    });

    for (const door of [postSession, changeSession, getSession]) door.grantAccess();

    const functions: Readonly<Record<RouteName, ServiceFunction>> = {
      'post-payment': postPayment,
      'post-validation': postValidation,
      'post-specified-validation': postSpecified,
      'post-session': postSession,
      'change-session': changeSession,
      'get-session': getSession,
      'get-health': getHealth,
    };
    const api = new ServiceApi(this, 'Api', { service: 'validation', description: 'Takes payments' });
    api.routes(routes, functions);
    api.throttle(routes['get-health'], healthRateMax);

    const { 'get-health': _, ...started } = functions;
    const rehearse = keepStarted(this, 'validation', Object.values(started));

    addAlarms(this, validationAlarms({ functions: [...Object.values(functions), sweepSessions, rehearse], api }));
    new CfnOutput(this, 'ApiId', { value: api.restApiId, description: 'REST API of validation in this region' });
  }

  #validator(id: string, name: string, description: string): ServiceFunction {
    const fn = new ServiceFunction(this, id, { service: 'validation', name, handler: name, description });
    fn.grantAccess();
    this.#assesses(fn);
    fn.grantSecret({
      variable: 'VALIDATION_TOKEN_SECRET_ARN',
      secretArn: secretArnOf(this, validationTokenSecretType),
    });
    return fn;
  }

  /** Reads what operators have decided, counts, and stores decisions. */
  #assesses(fn: ServiceFunction): void {
    validationTable.grant(fn, this, ['GetItem', 'PutItem', 'Query', 'UpdateItem']);
    fn.addEnvironment('SETTINGS_TABLE', platformValue(this, 'settingsTableName'));
    const resources = [platformValue(this, 'settingsTableArn')];
    fn.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources }));
  }

  #sessionKeeper(
    id: string,
    name: string,
    description: string,
    actions: readonly string[],
    timeout = Duration.seconds(10),
  ): ServiceFunction {
    const environment = { SESSION_TABLE: platformValue(this, 'sessionTableName') };
    const fn = new ServiceFunction(this, id, {
      service: 'validation',
      name,
      handler: name,
      description,
      environment,
      timeout,
    });
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [platformValue(this, 'sessionTableArn')],
      }),
    );
    return fn;
  }
}
