import {
  addAlarms,
  RegionalStack,
  type RegionalStackProps,
  RunOnDeploy,
  ServiceFunction,
  sumOfFunctions,
} from '@redoubt/cdk-kit';
import { archivedSchemaPrefix } from '@redoubt/contracts';
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * The schema of the ledger, brought up to date before the code of either region that needs it. Only `migrate` owns the ledger.
 *
 * A stack of its own: CloudFormation would change functions beside the migration that they need, and in the standby before it.
 */
export class TransactionsSchemaStack extends RegionalStack {
  constructor(scope: Construct, props: Omit<RegionalStackProps, 'component'>) {
    super(scope, { ...props, component: 'transactions-schema' });
    // A deployment expands schemas before it changes code.
    this.templateOptions.metadata = { Layer: 'schema' };

    const migrate = new ServiceFunction(this, 'Migrate', {
      service: 'transactions',
      handler: 'migrate',
      name: 'migrate',
      description:
        'Brings the schema of the ledger up to date where the writer is, and gives the functions their logins',
      timeout: Duration.minutes(2),
    });
    migrate.grantLedgerOwner();
    migrate.grantArchive(archivedSchemaPrefix);
    new RunOnDeploy(this, 'MigrateOnDeploy', { fn: migrate });

    addAlarms(this, [
      {
        name: 'transactions-migration-errors',
        description: 'The migration of the ledger fails: the deployment that called it is rolled back.',
        metric: sumOfFunctions({
          counts: ['errors', 'throttles'],
          functions: [migrate],
          label: 'migrations of transactions',
          period: Duration.minutes(1),
        }),
        threshold: 0,
      },
    ]);
  }
}
