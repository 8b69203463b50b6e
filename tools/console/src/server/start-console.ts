import { type CreatePaymentRequest, ExplainedFailover, PaymentId } from '@redoubt/contracts';
import type { ConsoleHost, RunningServer } from '@redoubt/local-cloud';
import { buildPage } from '../build-page.ts';
import { readDemoKey } from '../demo-key.ts';
import type { DrillHistory } from '../drill-wire.ts';
import type { ReferenceView } from '../reference-wire.ts';
import { type Command, callFunction, commands } from './acts/commands.ts';
import { demoPayment } from './acts/demo-payment.ts';
import { Load } from './acts/load.ts';
import { type SentPayment, sendPayment } from './acts/send-payment.ts';
import { ConsoleError } from './console-error.ts';
import { drillCommands } from './drills/drill-commands.ts';
import { type DrillPlaces, drillPlaces } from './drills/drill-places.ts';
import { DrillRecords } from './drills/drill-records.ts';
import { DrillRunner } from './drills/drill-runner.ts';
import { ReportFiles } from './drills/report-files.ts';
import { ScenarioList } from './drills/scenario-list.ts';
import { Feed } from './feed.ts';
import { startConsoleServer } from './http/console-server.ts';
import { Observer } from './observer.ts';
import { callPublicApi } from './reference/call-public-api.ts';
import { ReferenceFiles } from './reference/reference-files.ts';
import { eventReader } from './story/event-reader.ts';
import { journalReader } from './story/journal-reader.ts';
import { ledgerReader } from './story/ledger-reader.ts';
import { logReader } from './story/log-reader.ts';
import { paymentStory } from './story/payment-story.ts';
import { requestReader } from './story/request-reader.ts';
import { webhookReader } from './story/webhook-reader.ts';

/**
 * Starts the console inside the control process of a local cloud: a `ConsoleModule`.
 *
 * @param places where drills are carried out; those beside the cloud, if not given
 */
export async function startConsole(host: ConsoleHost, places: DrillPlaces = drillPlaces(host)): Promise<RunningServer> {
  const page = buildPage();
  // Whoever asks for the page gets the error.
  page.catch(() => undefined);
  const ending = new AbortController();
  const feed = new Feed();
  const load = new Load(async () => {
    const sent = await send(demoPayment(Math.random));
    return sent.outcome === 'acknowledged' ? 'acknowledged' : 'given_up';
  });
  const observer = new Observer({ host, feed, load });

  async function send(body: CreatePaymentRequest): Promise<SentPayment> {
    const onFailedAttempt = () => {
      load.noteFailedAttempt();
      observer.seconds.failed(Date.now());
      observer.changed();
    };
    const sent = await sendPayment(body, { host, onFailedAttempt, signal: ending.signal, now: () => new Date() });
    if (sent.outcome !== 'acknowledged') return sent;
    const { request, id } = sent;
    const answeredMs = Date.parse(request.answeredAt);
    observer.seconds.acknowledged(answeredMs, answeredMs - Date.parse(request.sentAt));
    observer.served(request.servedBy, answeredMs);
    const { merchant_id: merchantId, amount_minor: amountMinor, currency, reference } = body;
    observer.payments.requested(id, request, { merchantId, amountMinor, currency, reference });
    observer.changed();
    return sent;
  }

  const records = new DrillRecords(places.reports);
  const reports = new ReportFiles(records);
  const scenarios = new ScenarioList(places);
  const reference = new ReferenceFiles();
  const runner = new DrillRunner(places, {
    onChange: () => feed.send({ topic: 'drill', data: runner.view() }),
    now: () => new Date(),
  });
  const known: Readonly<Record<string, Command>> = {
    ...commands({
      host,
      send,
      setRate: (rate) => {
        load.setRate(rate);
        observer.changed();
      },
    }),
    ...drillCommands(runner),
    call: (body) => callPublicApi(host, body),
  };
  const regions = host.now().regions.map(({ region }) => region);
  const readers = [
    requestReader((id) => observer.payments.find(id)),
    journalReader(host, (id) => observer.events.commandsOf(id)),
    ...regions.map((region) => eventReader(region, (id) => observer.events.ofPayment(id))),
    ...regions.map((region) => ledgerReader(host, region)),
    webhookReader(() => host.webhooks()),
    ...regions.map((region) => logReader(region, host.logFile(region))),
  ];
  const server = await startConsoleServer({
    listen: host.listen,
    key: host.key,
    page,
    file: async (path) => (await reports.find(path)) ?? (await reference.find(path)),
    openFeed: (response) => feed.open(response, [...observer.first(), { topic: 'drill', data: runner.view() }]),
    command: (name, body) => (Object.hasOwn(known, name) ? known[name]?.(body) : undefined),
    read: (path, query) => {
      const [kind = '', part = ''] = path.split('/');
      if (kind === 'payments' && part === '') return Promise.resolve(observer.payments.search(query.get('q') ?? ''));
      if (kind === 'payments') return storyOf(part);
      if (kind === 'events') return Promise.resolve(observer.events.detailOf(Number(part)) ?? null);
      if (kind === 'drills') return historyNow();
      if (kind === 'scenarios') return scenarios.read();
      if (kind === 'reference') return referenceNow();
      if (kind === 'explain')
        return callFunction(host, part, 'explain-failover', {}).then((it) => ExplainedFailover.parse(it));
      return undefined;
    },
  });
  observer.start();

  async function historyNow(): Promise<DrillHistory> {
    const found = await records.read();
    return { ...found, readAt: new Date().toISOString(), reports: reports.path, portBase: places.portBase };
  }

  async function referenceNow(): Promise<ReferenceView> {
    const key = await readDemoKey(host.dataDir);
    return { publicApi: host.publicApi, ...(key === undefined ? {} : { key }) };
  }

  async function storyOf(id: string) {
    if (!PaymentId.safeParse(id).success) {
      throw new ConsoleError({ what: `${id} is no payment's id`, why: 'ids begin with pay_', fix: 'search for it' });
    }
    const row = observer.payments.find(id);
    return { ...(await paymentStory(id, readers)), ...(row === undefined ? {} : { row }) };
  }

  return {
    address: server.address,
    async stop() {
      ending.abort();
      load.stop();
      runner.close();
      observer.stop();
      feed.close();
      await server.stop();
    },
  };
}
