import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ApiGatewayModule } from '../../engines/api-gateway/api-gateway-module.ts';
import { type FrontDoorProps, startFrontDoor } from '../../engines/api-gateway/front-door.ts';
import { CloudFormationModule } from '../../engines/cloudformation/cloudformation-module.ts';
import { CloudWatchModule } from '../../engines/cloudwatch/cloudwatch-module.ts';
import { EventsModule } from '../../engines/events/events-module.ts';
import { CallFaults } from '../../engines/faults/call-faults.ts';
import { HttpFaults } from '../../engines/faults/http-faults.ts';
import { Authorization } from '../../engines/iam/authorization.ts';
import { LambdaModule } from '../../engines/lambda/lambda-module.ts';
import { MessageRecord } from '../../engines/messages/message-record.ts';
import { SecretsModule } from '../../engines/secrets/secrets-module.ts';
import type { LocalHook, RegionContext, ServiceModule } from '../../engines/service-module.ts';
import { SesModule } from '../../engines/ses/ses-module.ts';
import { SnsModule } from '../../engines/sns/sns-module.ts';
import { SqsModule } from '../../engines/sqs/sqs-module.ts';
import { SsmModule } from '../../engines/ssm/ssm-module.ts';
import { StatesModule } from '../../engines/states/states-module.ts';
import { TriggersModule } from '../../engines/triggers/triggers-module.ts';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { RunningServer } from '../../protocol/http/listening.ts';
import type { RegionStart } from '../../protocol/region-start.ts';
import type { RegionModel } from '../../protocol/resolved.ts';
import { startAwsEndpoint } from './aws-endpoint.ts';
import { callControl } from './call-control.ts';
import { changeStack } from './change-stack.ts';
import { createDataModules } from './data-modules.ts';
import { deployResources } from './deploy-resources.ts';
import { forwardRequest } from './forward-request.ts';
import { type Killable, RegionFaults } from './region-faults.ts';

const ChangeStackInput = z.object({
  stackName: z.string(),
  /** Absolute path of the region's model with the other version of the stack. */
  modelFile: z.string(),
});

export interface RegionProps {
  readonly start: RegionStart;
  readonly model: RegionModel;
  readonly log: RegionContext['log'];
  readonly onProgress: (text: string) => void;
  /**
   * Makes the modules that keep the region's data.
   *
   * @default - PostgreSQL and DynamoDB as the model has them
   */
  readonly dataModules?: (context: RegionContext) => Promise<readonly ServiceModule[]>;
}

/** A running region. */
export interface Region {
  readonly context: RegionContext;
  /** Ends servers, workers, timers and children. */
  stop(): Promise<void>;
}

/**
 * Starts a region: its services, its two servers, and everything the templates deploy to it.
 *
 * The AWS endpoint listens before anything is deployed, because functions that run at deployment call it; the front
 * door listens last, so that a region answers nothing before it can answer all.
 */
export async function startRegion({
  start,
  model: firstModel,
  log,
  onProgress,
  dataModules = createDataModules,
}: RegionProps): Promise<Region> {
  let model = firstModel;
  let authorization = new Authorization(model);
  const modules: ServiceModule[] = [];
  const servers: RunningServer[] = [];
  const stop = async () => {
    await Promise.all([frontDoor.kill(), ...servers.map((server) => server.stop())]);
    await Promise.all(modules.map((module) => module.stop()));
  };
  const context: RegionContext = {
    get model() {
      return model;
    },
    start,
    dataDir: start.dataDir,
    address: start.address,
    portBase: start.portBase,
    invokeFunction: (name, payload) => lambda.invoke(name, payload),
    sendMessage: async (queueArn, body) => void sqs.queue(queueArn).send(body, { sender: 'aws' }),
    forward: async (region, request) => {
      const link = start.links[region];
      if (link === undefined) throw new AwsError('UnknownEndpoint', `${region} is no region of this local cloud`, 404);
      return forwardRequest(link.aws, start.token, request);
    },
    count: (metric, value) => cloudWatch.count(metric, value),
    quorum: (request) => forwardRequest(start.quorum, start.token, request),
    control: (path, body) => callControl(start, path, body),
    log,
  };
  const callFaults = new CallFaults(() => model);
  const httpFaults = new HttpFaults();
  const invokeLater = (functionArn: string, payload: string) => lambda.runLater(functionArn, payload);
  const sqs = new SqsModule(context);
  const lambda = new LambdaModule(
    context,
    (queueArn) => sqs.eventSourceQueue(queueArn),
    (entry) => cloudWatch.takeLogEntry(entry),
  );
  const states = new StatesModule(context, (name, payload) => lambda.run(name, payload));
  const messages = new MessageRecord(start.messagesFile);
  const sns = new SnsModule(context, { messages, invokeLater });
  const events = new EventsModule(context, {
    invokeLater,
    startExecution: async (arn, input, name) => void states.startExecution(arn, { name, input }),
  });
  const ses = new SesModule(context, {
    messages,
    putEvent: (busArn, event) => events.putServiceEvent(busArn, { source: 'aws.ses', ...event }),
  });
  const gateway = new ApiGatewayModule();
  let openFrontDoor: RunningServer | undefined;
  const frontDoor = {
    startAgain: async () => {
      const run: FrontDoorProps['run'] = (name, payload, by) => lambda.run(name, payload, by);
      openFrontDoor = await startFrontDoor({ context, gateway, faults: httpFaults, run });
    },
    kill: async () => {
      await openFrontDoor?.stop();
      openFrontDoor = undefined;
    },
  };
  const cloudWatch = new CloudWatchModule(context, (query) =>
    modules.map((module) => module.metric?.(query)).find((value) => value !== undefined),
  );
  try {
    const data = await dataModules(context);
    modules.push(sqs, lambda, states, sns, ses, events, gateway, cloudWatch);
    modules.push(new SsmModule(context), new SecretsModule(context), new TriggersModule(context, invokeLater), ...data);
    modules.push(new CloudFormationModule(context));
    const hooks: Record<string, LocalHook> = Object.assign({}, ...modules.map((module) => module.hooks ?? {}));
    const faults = new RegionFaults({
      calls: callFaults,
      http: httpFaults,
      setClockSkew: (skewMs) => lambda.setClockSkew(skewMs),
      part: (name) => partOf(name, { frontDoor, lambda, hooks }),
    });
    Object.assign(hooks, faults.hooks, {
      'change-stack': async (body) => {
        const { stackName, modelFile } = ChangeStackInput.parse(body);
        const next = JSON.parse(await readFile(modelFile, 'utf8')) as RegionModel;
        const adopt = (adopted: RegionModel) => {
          model = adopted;
          authorization = new Authorization(adopted);
        };
        const { put, removed } = await changeStack({ stackName, former: model, next, modules, adopt });
        log('region', 'stack changed', { stackName, put: put.length, removed: removed.length });
        return { put: put.length, removed: removed.length };
      },
    } satisfies Record<string, LocalHook>);
    servers.push(
      await startAwsEndpoint({
        context,
        modules,
        hooks,
        authorize: (request) => authorization.verify(request),
        isFunction: (caller) => authorization.isFunction(caller),
        faults: callFaults,
        crashedAt: (request) => lambda.crashedAt(request),
      }),
    );
    onProgress(`deploys ${model.resources.length} resources`);
    await deployResources(model.resources, modules);
    for (const module of modules) await module.start?.();
    await frontDoor.startAgain();
    return { context, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function partOf(
  name: string,
  region: {
    readonly frontDoor: Killable;
    readonly lambda: LambdaModule;
    readonly hooks: Readonly<Record<string, LocalHook>>;
  },
): Killable | undefined {
  const { frontDoor, lambda, hooks } = region;
  if (name === 'front-door') return frontDoor;
  if (name === 'database') {
    const { 'bring-database-down': bringDown, 'bring-database-up': bringUp } = hooks;
    if (bringDown === undefined || bringUp === undefined) return undefined;
    return {
      kill: async () => void (await bringDown({})),
      startAgain: async (writerRegion) => void (await bringUp({ writerRegion })),
    };
  }
  const pool = lambda.poolOf(name);
  return pool && { kill: () => pool.bringDown(), startAgain: async () => pool.bringUp() };
}
