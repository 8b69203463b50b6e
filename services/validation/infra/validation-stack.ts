import { addAlarms, RegionalStack, type RegionalStackProps, ServiceApi, ServiceFunction } from '@redoubt/cdk-kit';
import { CreatePaymentRequest } from '@redoubt/contracts';
import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { validationAlarms } from './validation-alarms.ts';
import { grantValidationTable, makeValidationTable } from './validation-table.ts';

/** The validation service in one region; the two differ only in which of them makes the table. */
export class ValidationStack extends RegionalStack {
  constructor(scope: Construct, props: Omit<RegionalStackProps, 'component'>) {
    super(scope, { ...props, component: 'validation' });
    if (this.seat === 'primary') makeValidationTable(this);

    const postPayment = new ServiceFunction(this, 'PostPayment', {
      service: 'validation',
      name: 'post-payment',
      handler: 'post-payment',
      description: 'Takes payments: assesses, journals and announces them',
    });
    postPayment.grantJournal('write');
    postPayment.grantPutEvents();
    grantValidationTable(postPayment, this, ['PutItem', 'Query', 'UpdateItem']);
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
    api.route({ method: 'GET', path: '/health', fn: getHealth });

    addAlarms(this, validationAlarms({ functions: [postPayment, getHealth], api }));
    new CfnOutput(this, 'ApiId', { value: api.restApiId, description: 'REST API of validation in this region' });
  }
}
