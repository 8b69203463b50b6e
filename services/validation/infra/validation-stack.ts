import {
  addAlarms,
  platformValue,
  RegionalStack,
  type RegionalStackProps,
  ServiceApi,
  ServiceFunction,
} from '@redoubt/cdk-kit';
import {
  ChangeSessionRequest,
  CreatePaymentRequest,
  CreateSessionRequest,
  CreateValidationRequest,
  SpecifiedPaymentRequest,
} from '@redoubt/contracts';
import { CfnOutput } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { grantTokenSecret, makeTokenSecret } from './token-secret.ts';
import { validationAlarms } from './validation-alarms.ts';
import { grantValidationTable, makeValidationTable } from './validation-table.ts';

/** The validation service in one region; the two differ only in which of them makes what both hold. */
export class ValidationStack extends RegionalStack {
  constructor(scope: Construct, props: Omit<RegionalStackProps, 'component'>) {
    super(scope, { ...props, component: 'validation' });
    if (this.seat === 'primary') {
      makeValidationTable(this);
      makeTokenSecret(this);
    }

    const postPayment = new ServiceFunction(this, 'PostPayment', {
      service: 'validation',
      name: 'post-payment',
      handler: 'post-payment',
      description: 'Takes payments: assesses, journals and announces them',
    });
    postPayment.grantJournal('write');
    postPayment.grantPutEvents();
    grantValidationTable(postPayment, this, ['GetItem', 'PutItem', 'Query', 'UpdateItem']);
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
    });

    const api = new ServiceApi(this, 'Api', { service: 'validation', description: 'Takes payments' });
    api.route({
      method: 'POST',
      path: '/v1/payments',
      fn: postPayment,
      body: { name: 'CreatePaymentRequest', schema: CreatePaymentRequest },
    });
    api.route({
      method: 'POST',
      path: '/v1/validations',
      fn: postValidation,
      body: { name: 'CreateValidationRequest', schema: CreateValidationRequest },
    });
    api.route({
      method: 'POST',
      path: '/payment/validate',
      fn: postSpecified,
      body: { name: 'SpecifiedPaymentRequest', schema: SpecifiedPaymentRequest },
    });
    api.route({
      method: 'POST',
      path: '/v1/sessions',
      fn: postSession,
      body: { name: 'CreateSessionRequest', schema: CreateSessionRequest },
    });
    api.route({
      method: 'POST',
      path: '/v1/sessions/{id}',
      fn: changeSession,
      body: { name: 'ChangeSessionRequest', schema: ChangeSessionRequest },
    });
    api.route({ method: 'GET', path: '/v1/sessions/{id}', fn: getSession });
    api.route({ method: 'GET', path: '/health', fn: getHealth });

    const sessions = [postSession, changeSession, getSession];
    const functions = [postPayment, postValidation, postSpecified, ...sessions, getHealth];
    addAlarms(this, validationAlarms({ functions, api }));
    new CfnOutput(this, 'ApiId', { value: api.restApiId, description: 'REST API of validation in this region' });
  }

  #validator(id: string, name: string, description: string): ServiceFunction {
    const fn = new ServiceFunction(this, id, { service: 'validation', name, handler: name, description });
    grantValidationTable(fn, this, ['GetItem', 'PutItem', 'Query', 'UpdateItem']);
    grantTokenSecret(fn, this);
    return fn;
  }

  #sessionKeeper(id: string, name: string, description: string, actions: readonly string[]): ServiceFunction {
    const environment = { SESSION_TABLE: platformValue(this, 'sessionTableName') };
    const fn = new ServiceFunction(this, id, { service: 'validation', name, handler: name, description, environment });
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [platformValue(this, 'sessionTableArn')],
      }),
    );
    return fn;
  }
}
