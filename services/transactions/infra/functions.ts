import {
  platformValue,
  regionalStackOf,
  ServiceFunction,
  type ServiceFunctionProps,
  secretArnOf,
  type TableAction,
} from '@redoubt/cdk-kit';
import {
  archivedOperationsPrefix,
  archivedRollsPrefix,
  type LedgerRole,
  validationTokenSecretType,
} from '@redoubt/contracts';
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { payoutOrdersPrefix } from '../src/adapters/payout-files.ts';
import { type RouteName, routes } from '../src/api.ts';
import { exportsTable } from './exports-table.ts';
import { transactionsTable } from './transactions-table.ts';

/** Pause between two passes over the outbox. */
const relayInterval = Duration.seconds(1);

/** Pause between two passes of the archive; keeps the objects of a quiet ledger few. */
const archiveInterval = Duration.seconds(2);

/** Pause between two looks for exports. */
const exportInterval = Duration.seconds(1);

/** The service's functions, each with its grants: each executes what its role in the ledger may. */
export class TransactionsFunctions extends Construct {
  /** Functions of routes. */
  readonly answering: Readonly<Record<RouteName, ServiceFunction>>;
  /** Functions of queues and schedules. */
  readonly background: readonly ServiceFunction[];
  /** Functions that a failover calls. */
  readonly recoveryHooks: readonly ServiceFunction[];
  readonly applyPayments: ServiceFunction;
  readonly relayOutbox: ServiceFunction;
  readonly sweepJournal: ServiceFunction;
  readonly checkLedger: ServiceFunction;
  readonly expirePayments: ServiceFunction;
  readonly archiveOperations: ServiceFunction;
  readonly settleMerchants: ServiceFunction;
  readonly copySettings: ServiceFunction;
  readonly makeExports: ServiceFunction;
  readonly forgetAnswers: ServiceFunction;
  readonly projectPayments: ServiceFunction;
  readonly open: ServiceFunction;
  readonly recover: ServiceFunction;
  readonly probe: ServiceFunction;
  readonly book: ServiceFunction;
  readonly listSetAside: ServiceFunction;
  readonly retryCommand: ServiceFunction;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    this.applyPayments = this.#add('ApplyPayments', {
      name: 'apply-payments',
      ledgerRole: 'writer',
      description: 'Books accepted payments; during a failover it waits for the new writer',
      // Aurora is promoted within two minutes; waiting here costs no receive of the message.
      timeout: Duration.seconds(180),
    });
    this.applyPayments.grantPutEvents();

    this.relayOutbox = this.#add('RelayOutbox', {
      name: 'relay-outbox',
      ledgerRole: 'writer',
      description: 'Announces events left in the outbox',
      // It stops 10 s earlier, when its schedule calls again.
      timeout: Duration.seconds(70),
      environment: {
        PASS_INTERVAL_MS: String(relayInterval.toMilliseconds()),
        PEER_REGION: regionalStackOf(this).peerRegion,
      },
    });
    this.relayOutbox.grantJournal('read');
    this.relayOutbox.grantPutEvents();

    this.sweepJournal = this.#add('SweepJournal', {
      name: 'sweep-journal',
      ledgerRole: 'recovery',
      description: 'Announces journaled payments that are not booked, and moves the watermark',
      timeout: Duration.seconds(55),
    });
    this.sweepJournal.grantJournal('read');
    this.sweepJournal.grantPutEvents();

    this.checkLedger = this.#add('CheckLedger', {
      name: 'check-ledger',
      ledgerRole: 'maintenance',
      description: 'Rolls balances up and compares them with the transfers',
      timeout: Duration.seconds(100),
    });

    this.expirePayments = this.#add('ExpirePayments', {
      name: 'expire-payments',
      ledgerRole: 'writer',
      description: 'Expires authorizations and reviews whose term is over',
      // It stops 10 s before, when the next call of its schedule is due.
      timeout: Duration.seconds(70),
    });
    this.expirePayments.grantPutEvents();

    this.archiveOperations = this.#add('ArchiveOperations', {
      name: 'archive-operations',
      ledgerRole: 'maintenance',
      description: 'Writes the operations of the ledger to the archive, and rolls small objects up there',
      // It stops 10 s before, when the next call of its schedule is due.
      timeout: Duration.seconds(70),
      environment: { PASS_INTERVAL_MS: String(archiveInterval.toMilliseconds()) },
    });
    this.archiveOperations.grantArchive(archivedOperationsPrefix, archivedRollsPrefix);

    this.settleMerchants = this.#add('SettleMerchants', {
      name: 'settle-merchants',
      ledgerRole: 'writer',
      description: 'Cuts the last day and pays out what merchants had',
      // The next call of its schedule goes on where it stopped.
      timeout: Duration.minutes(4),
    });
    this.settleMerchants.grantJournal('write');
    this.settleMerchants.grantArchive(payoutOrdersPrefix);

    this.copySettings = this.#add('CopySettings', {
      name: 'copy-settings',
      ledgerRole: 'reader',
      description: 'Copies what operators have decided lately to where payments are decided',
      // The next call of its schedule goes on.
      timeout: Duration.seconds(55),
    });
    this.#grantSettings(this.copySettings);

    this.makeExports = this.#add('MakeExports', {
      name: 'make-exports',
      ledgerRole: 'reader',
      description: 'Writes files of exports, a part at a time',
      // A loop of 65 s, and the step that is under way at its end.
      timeout: Duration.seconds(115),
      environment: { PASS_INTERVAL_MS: String(exportInterval.toMilliseconds()) },
    });
    exportsTable.grant(this.makeExports, regionalStackOf(this), ['DeleteItem', 'PutItem', 'Query']);

    this.forgetAnswers = this.#add('ForgetAnswers', {
      name: 'forget-answers',
      ledgerRole: 'maintenance',
      description: 'Forgets the answers to idempotency keys that were given three days ago',
      // The next call goes on where it stopped.
      timeout: Duration.minutes(4),
      environment: { PEER_REGION: regionalStackOf(this).peerRegion },
    });
    this.forgetAnswers.grantJournal('forget');

    this.projectPayments = new ServiceFunction(this, 'ProjectPayments', {
      service: 'transactions',
      handler: 'project-payments',
      name: 'project-payments',
      description: 'Copies events of payments into the read model',
    });
    transactionsTable.grant(this.projectPayments, regionalStackOf(this), ['PutItem']);

    this.answering = {
      'list-payments': this.#show('list-payments', "Lists a merchant's payments"),
      'get-payment': this.#show('get-payment', 'Shows a payment, in the standby too'),
      'list-operations': this.#show('list-operations', 'Lists the operations of a payment'),
      'list-transfers': this.#show('list-transfers', 'Lists the transfers of a payment'),
      'list-balances': this.#show('list-balances', "Shows a merchant's balances"),
      'list-merchant-transfers': this.#show('list-merchant-transfers', "Lists the transfers of a merchant's accounts"),
      'list-captures': this.#show('list-captures', "Lists a merchant's captures"),
      'list-refunds': this.#show('list-refunds', "Lists a merchant's refunds"),
      'get-statement': this.#show('get-statement', "Shows what moved a merchant's balance"),
      'list-payouts': this.#show('list-payouts', "Lists a merchant's payouts"),
      'post-export': this.#export('post-export', 'Orders an export', ['GetItem', 'PutItem', 'Query']),
      'get-export': this.#export('get-export', 'Shows an export with a link to its file', ['GetItem', 'PutItem']),
      'get-terms': this.#show('get-terms', 'Shows the terms of a merchant'),
      'list-audit-log': this.#show('list-audit-log', 'Lists what people have decided'),
      'list-blocklist': this.#show('list-blocklist', 'Lists whom payments are refused'),
      'post-terms': this.#set('post-terms', 'Changes the terms of a merchant'),
      'post-blocklist': this.#set('post-blocklist', 'Changes the blocklist'),
      'post-capture': this.#change('post-capture', 'Captures an authorized payment'),
      'post-void': this.#change('post-void', 'Voids an authorized payment'),
      'post-approval': this.#change('post-approval', 'Approves a payment held for review'),
      'post-rejection': this.#change('post-rejection', 'Rejects a payment held for review'),
      'post-specified-payment': this.#change('post-specified-payment', 'Books a validated payment'),
      'post-refund': this.#change('post-refund', 'Refunds a payment'),
      'post-dispute': this.#change('post-dispute', 'Opens a dispute of a payment'),
      'post-dispute-evidence': this.#change('post-dispute-evidence', 'Records evidence in a dispute'),
      'post-dispute-win': this.#change('post-dispute-win', 'Closes a dispute for the merchant'),
      'post-dispute-loss': this.#change('post-dispute-loss', 'Closes a dispute for the payer'),
    };
    for (const name of Object.keys(this.answering) as RouteName[]) {
      // API Gateway checks the signatures of operators.
      if (routes[name].access !== 'operator') this.answering[name].grantAccess();
    }
    transactionsTable.grant(this.answering['get-payment'], regionalStackOf(this), ['Query']);
    this.answering['get-payment'].grantSecret({
      variable: 'CANARY_KEY_SECRET_ARN',
      secretArn: platformValue(this, 'canaryKeySecretArn'),
    });

    this.answering['post-specified-payment'].grantSecret({
      variable: 'VALIDATION_TOKEN_SECRET_ARN',
      secretArn: secretArnOf(scope, validationTokenSecretType),
    });

    this.open = this.#add('Open', {
      name: 'open',
      ledgerRole: 'recovery',
      description: 'Recovery hook: opens the ledger for a new epoch',
      timeout: Duration.seconds(60),
    });

    this.recover = this.#add('Recover', {
      name: 'recover',
      ledgerRole: 'recovery',
      description: 'Recovery hook: applies journaled commands that the ledger lacks',
      timeout: Duration.minutes(5),
      memoryMb: 1024,
    });
    this.recover.grantJournal('read');
    this.recover.grantPutEvents();

    this.probe = new ServiceFunction(this, 'Probe', {
      service: 'transactions',
      handler: 'probe',
      name: 'probe',
      description: 'Recovery hook: says whether transactions could take over here',
    });
    this.probe.grantJournal('read');

    this.book = this.#add('Book', {
      name: 'book',
      ledgerRole: 'writer',
      description: 'Recovery hook: proves that money can be booked here',
    });
    this.book.grantJournal('prove');

    this.listSetAside = this.#add('ListSetAside', {
      name: 'list-set-aside',
      ledgerRole: 'recovery',
      description: 'Lists commands that the ledger could not take, for people on call',
    });

    this.retryCommand = this.#add('RetryCommand', {
      name: 'retry-command',
      ledgerRole: 'recovery',
      description: 'Tries a command that is set aside once more, for people on call',
    });
    this.retryCommand.grantJournal('read');

    this.background = [
      this.applyPayments,
      this.relayOutbox,
      this.sweepJournal,
      this.checkLedger,
      this.expirePayments,
      this.archiveOperations,
      this.forgetAnswers,
      this.projectPayments,
      this.listSetAside,
      this.retryCommand,
    ];
    this.recoveryHooks = [this.open, this.recover, this.probe, this.book];
  }

  /** A function that shows what the ledger knows. */
  #show(name: RouteName, description: string): ServiceFunction {
    return this.#add(constructIdOf(name), { name, description, ledgerRole: 'reader' });
  }

  /** A function that orders or shows exports; it has nothing to do with the ledger. */
  #export(name: RouteName, description: string, actions: readonly TableAction[]): ServiceFunction {
    const fn = new ServiceFunction(this, constructIdOf(name), {
      service: 'transactions',
      handler: name,
      name,
      description,
    });
    exportsTable.grant(fn, regionalStackOf(this), actions);
    return fn;
  }

  /** A function that answers with an outcome: it books, journals and announces. */
  #change(name: RouteName, description: string): ServiceFunction {
    const fn = this.#add(constructIdOf(name), { name, description, ledgerRole: 'writer' });
    fn.grantJournal('write');
    fn.grantPutEvents();
    // Knows payments that are accepted and not booked yet.
    transactionsTable.grant(fn, regionalStackOf(this), ['Query']);
    return fn;
  }

  /** A function that changes what operators decide: it commits, journals, and writes the copy. */
  #set(name: RouteName, description: string): ServiceFunction {
    const fn = this.#add(constructIdOf(name), { name, description, ledgerRole: 'writer' });
    fn.grantJournal('write');
    this.#grantSettings(fn);
    return fn;
  }

  #grantSettings(fn: ServiceFunction): void {
    fn.addEnvironment('SETTINGS_TABLE', platformValue(this, 'settingsTableName'));
    const resources = [platformValue(this, 'settingsTableArn')];
    fn.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:PutItem'], resources }));
  }

  #add(
    id: string,
    { ledgerRole, ...props }: Omit<ServiceFunctionProps, 'service' | 'handler'> & { readonly ledgerRole: LedgerRole },
  ): ServiceFunction {
    const fn = new ServiceFunction(this, id, { service: 'transactions', handler: props.name, ...props });
    fn.grantLedger(ledgerRole);
    return fn;
  }
}

/** `post-capture` is the construct `PostCapture`. */
function constructIdOf(name: RouteName): string {
  return name.replaceAll(/(?:^|-)([a-z])/g, (_, first: string) => first.toUpperCase());
}
