import type { Progress } from './local-cloud.ts';
import type { Failure } from './region-start.ts';

/** How the control process is to start the cloud; all defaults are filled in. */
export interface ControlStart {
  readonly type: 'start';
  /** Absolute folders of the apps, in order of deployment. */
  readonly apps: readonly string[];
  readonly portBase: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly healthCheckIntervalMs: number;
  /** Origins beside the inbox that webhooks may be sent to over plain HTTP. */
  readonly webhookReceivers: readonly string[];
  /** Absolute path of a `ConsoleModule`; without one there is no console. */
  readonly console?: string;
}

/** Message of the starting process to control. When the channel closes, the cloud stops. */
export type ControlCommand = ControlStart | { readonly type: 'stop' };

/** Message of control to the starting process. */
export type ControlReport =
  | { readonly type: 'progress'; readonly step: Progress }
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly failure: Failure };
