import { z } from 'zod';
import { functionNameOf } from '../../definitions/function-definition.ts';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { RegionContext, ServiceModule } from '../service-module.ts';

const TriggerProperties = z.object({
  HandlerArn: z.string(),
  InvocationType: z.enum(['RequestResponse', 'Event']).default('RequestResponse'),
});

/** CDK's `Trigger`: a function that runs at deployment and fails it when it throws. */
export class TriggersModule implements ServiceModule {
  /** Its provider is a function, so that no SDK call ever names it. */
  readonly service = 'custom-trigger';
  readonly resourceTypes = ['Custom::Trigger'];
  readonly changeable = this.resourceTypes;
  readonly #context: RegionContext;
  readonly #invokeLater: (functionArn: string, payload: string) => void;
  #isStarted = false;

  constructor(context: RegionContext, invokeLater: (functionArn: string, payload: string) => void) {
    this.#context = context;
    this.#invokeLater = invokeLater;
  }

  /** Runs the function; what a region that comes back starts with was deployed before. */
  async deploy(resource: ResolvedResource): Promise<void> {
    if (this.#context.start.restored && !this.#isStarted) return;
    const { HandlerArn, InvocationType } = TriggerProperties.parse(resource.properties);
    // CDK's provider sends an empty event.
    if (InvocationType === 'Event') this.#invokeLater(HandlerArn, '{}');
    else await this.#context.invokeFunction(functionNameOf(HandlerArn), {});
  }

  async start(): Promise<void> {
    this.#isStarted = true;
  }

  async remove(): Promise<void> {}

  async handle(): Promise<never> {
    throw new AwsError('UnknownOperationException', 'a trigger of CDK is no AWS service');
  }

  async stop(): Promise<void> {}
}
