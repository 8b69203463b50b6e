import { ServiceFunction, type ServiceFunctionProps } from '@redoubt/cdk-kit';
import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Pause between two looks at the outbox. */
const relayInterval = Duration.seconds(1);

/** The service's functions, each with what it may do and nothing else. All use the ledger; one owns it: migrations. */
export class TransactionsFunctions extends Construct {
  /** Those that answer no request: a crash of one that does is a 5xx of the API. */
  readonly background: readonly ServiceFunction[];
  readonly applyPayments: ServiceFunction;
  readonly relayOutbox: ServiceFunction;
  readonly sweepJournal: ServiceFunction;
  readonly checkLedger: ServiceFunction;
  readonly expireAuthorizations: ServiceFunction;
  readonly getPayment: ServiceFunction;
  readonly listPayments: ServiceFunction;
  readonly listOperations: ServiceFunction;
  readonly postCapture: ServiceFunction;
  readonly postVoid: ServiceFunction;
  readonly postRefund: ServiceFunction;
  readonly migrate: ServiceFunction;
  readonly open: ServiceFunction;
  readonly recover: ServiceFunction;
  readonly probe: ServiceFunction;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    this.applyPayments = this.#add('ApplyPayments', {
      name: 'apply-payments',
      description: 'Books accepted payments; during a failover it waits for the new writer',
      // Aurora is promoted within two minutes; waiting here costs no receive of the message.
      timeout: Duration.seconds(180),
    });
    this.applyPayments.grantPutEvents();

    this.relayOutbox = this.#add('RelayOutbox', {
      name: 'relay-outbox',
      description: 'Announces what is booked and was not announced',
      // It stops 10 s before, when the next call of its schedule is due.
      timeout: Duration.seconds(70),
      environment: { RELAY_INTERVAL_MS: String(relayInterval.toMilliseconds()) },
    });
    this.relayOutbox.grantPutEvents();

    this.sweepJournal = this.#add('SweepJournal', {
      name: 'sweep-journal',
      description: 'Announces journaled payments that are not booked, and moves the watermark',
      timeout: Duration.seconds(55),
    });
    this.sweepJournal.grantJournal('read');
    this.sweepJournal.grantPutEvents();

    this.checkLedger = this.#add('CheckLedger', {
      name: 'check-ledger',
      description: 'Rolls balances up and compares them with the transfers',
      timeout: Duration.seconds(100),
    });

    this.expireAuthorizations = this.#add('ExpireAuthorizations', {
      name: 'expire-authorizations',
      description: 'Releases what authorizations hold that nobody captured in time',
      timeout: Duration.seconds(100),
    });
    this.expireAuthorizations.grantPutEvents();

    this.getPayment = this.#add('GetPayment', { name: 'get-payment', description: 'Shows a payment' });

    this.listPayments = this.#add('ListPayments', {
      name: 'list-payments',
      description: "Lists a merchant's payments",
    });
    this.listOperations = this.#add('ListOperations', {
      name: 'list-operations',
      description: 'Lists what was done to a payment',
    });
    this.postCapture = this.#change('PostCapture', { name: 'post-capture', description: 'Captures what is held' });
    this.postVoid = this.#change('PostVoid', { name: 'post-void', description: 'Releases what is held' });
    this.postRefund = this.#change('PostRefund', { name: 'post-refund', description: 'Gives back what was captured' });

    this.migrate = new ServiceFunction(this, 'Migrate', {
      service: 'transactions',
      handler: 'migrate',
      name: 'migrate',
      description:
        'Brings the schema of the ledger up to date where the writer is, and gives the functions their login',
      timeout: Duration.minutes(2),
    });
    this.migrate.grantLedgerOwner();

    this.open = this.#add('Open', {
      name: 'open',
      description: 'Recovery hook: opens the ledger for a new epoch',
      timeout: Duration.seconds(60),
    });

    this.recover = this.#add('Recover', {
      name: 'recover',
      description: 'Recovery hook: applies what the journal has and the ledger lacks',
      timeout: Duration.minutes(5),
      memoryMb: 1024,
    });
    this.recover.grantJournal('read');
    this.recover.grantPutEvents();

    this.probe = this.#add('Probe', {
      name: 'probe',
      description: 'Recovery hook: tells whether payments can be booked here',
    });

    this.background = [
      this.applyPayments,
      this.relayOutbox,
      this.sweepJournal,
      this.checkLedger,
      this.expireAuthorizations,
      this.migrate,
      this.open,
      this.recover,
      this.probe,
    ];
  }

  /** A function that answers an outcome: it books, journals what it has booked, and announces it. */
  #change(id: string, props: Omit<ServiceFunctionProps, 'service' | 'handler'>): ServiceFunction {
    const fn = this.#add(id, props);
    fn.grantJournal('write');
    fn.grantPutEvents();
    return fn;
  }

  #add(id: string, props: Omit<ServiceFunctionProps, 'service' | 'handler'>): ServiceFunction {
    const fn = new ServiceFunction(this, id, { service: 'transactions', handler: props.name, ...props });
    fn.grantLedger();
    return fn;
  }
}
