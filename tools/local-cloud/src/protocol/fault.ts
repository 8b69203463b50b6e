import { z } from 'zod';

/** Longest promotion, in milliseconds: AWS takes one to two minutes in published drills. */
const promotionMsMax = 120_000;
/** Longest delay of one call or of one write, in milliseconds. */
const delayMsMax = 60_000;
/** Largest clock skew, in milliseconds: AWS refuses signatures whose time is off by more. */
const skewMsMax = 5 * 60_000;

const Region = z.string().min(1);
/** Shortest and longest delay in milliseconds; drawn evenly between both. */
const DelayMs = z
  .tuple([z.number().int().min(0).max(delayMsMax), z.number().int().min(0).max(delayMsMax)])
  .refine(([min, max]) => min <= max, 'the shortest delay comes first');
/** Share of the calls that the fault strikes. */
const Rate = z.number().gt(0).max(1).default(1);
/** Text in which `*` stands for any text. */
const Pattern = z.string().min(1);
/** Seeds everything that the fault draws; chosen and reported when it is not given. */
const Seed = z.number().int().min(0).max(0xffff_ffff).optional();

export const LinkKind = z.enum(['aws', 'http', 'postgres', 'quorum']);
/** Traffic between regions, each kind on connections of its own. */
export type LinkKind = z.infer<typeof LinkKind>;

/** SDK calls of functions and tools to one service of one region. */
export const CallFault = z.strictObject({
  kind: z.literal('call'),
  /** Region whose endpoint is called. */
  region: Region,
  /** Prefix of IAM's actions. */
  service: z.enum([
    ...(['cloudwatch', 'dynamodb', 'events', 'lambda', 'rds', 'rds-data', 's3'] as const),
    ...(['secretsmanager', 'ses', 'sns', 'sqs', 'ssm', 'states'] as const),
  ]),
  /** Action as IAM writes it, e.g. `PutItem`. @default - every operation of the service */
  operation: z.string().min(1).optional(),
  /**
   * Partition key of an item, key of an object, SQL of a statement, or name of the queue, function, bus or parameter.
   * @default - every key
   */
  keyPattern: Pattern.optional(),
  /** Name of the table, bucket, queue … @default - every resource */
  resourcePattern: Pattern.optional(),
  /** Name of the calling function; `operator` for tools. @default - every caller */
  callerPattern: Pattern.optional(),
  effect: z.union([
    z.strictObject({
      /** Error code, e.g. `InternalServerError`. */
      error: z.string().min(1),
      status: z.number().int().min(400).max(599).default(500),
      /** True when the call is carried out and only its answer is lost. */
      isCarriedOut: z.boolean().default(false),
    }),
    z.strictObject({ throttle: z.literal(true) }),
    z.strictObject({ delayMs: DelayMs }),
  ]),
  rate: Rate,
  seed: Seed,
});

/** Time that one replica of the strongly consistent tables takes to accept a write. A write is acknowledged, and survives, once two of three have it. */
export const QuorumLatencyFault = z.strictObject({
  kind: z.literal('quorum-latency'),
  /** Region of the replica or of the witness. */
  region: Region,
  delayMs: DelayMs,
  seed: Seed,
});

/** The region reaches no strongly consistent table, and its replica accepts no write. */
export const QuorumCutFault = z.strictObject({ kind: z.literal('quorum-cut'), region: Region, seed: Seed });

/** A failover or switchover to the region's cluster takes this long. */
export const PromotionFault = z.strictObject({
  kind: z.literal('promotion'),
  region: Region,
  takesMs: z.number().int().min(200).max(promotionMsMax),
  seed: Seed,
});

/** Every process of the region is stopped (SIGSTOP); undone, it goes on. With a duty cycle it stops and runs by turns. */
export const PauseFault = z.strictObject({
  kind: z.literal('pause'),
  region: Region,
  dutyCycle: z
    .strictObject({ stopMs: z.number().int().min(10).max(60_000), runMs: z.number().int().min(10).max(60_000) })
    .optional(),
  seed: Seed,
});

/** One part of a region is killed and stays down until the fault is undone. */
export const ProcessFault = z.strictObject({
  kind: z.literal('process'),
  region: Region,
  /** `database`, `front-door`, or the name of a function. */
  process: z.string().min(1),
  seed: Seed,
});

/** Traffic from one region to another, or to the quorum. */
export const LinkFault = z.strictObject({
  kind: z.literal('link'),
  from: Region,
  /** A region, or `quorum`. */
  to: z.string().min(1),
  /** @default - every kind */
  traffic: z.array(LinkKind).min(1).optional(),
  effect: z.union([
    /** Connections that `from` opens to `to` are reset and refused; those that `to` opens carry on. */
    z.strictObject({ cut: z.literal(true) }),
    /** Connections that `from` opens to `to` stay open, and bytes wait. */
    z.strictObject({ hold: z.literal(true) }),
    /** Bytes that travel from `from` to `to` come late, whoever opened the connection. */
    z.strictObject({
      delayMs: z.number().int().min(0).max(delayMsMax).default(0),
      /** Added to the delay, drawn evenly from zero to this. */
      jitterMs: z.number().int().min(0).max(delayMsMax).default(0),
      /** Share of chunks that are lost and sent again, as TCP does. */
      lossRate: z.number().min(0).max(0.9).default(0),
    }),
  ]),
  seed: Seed,
});

/** The region is cut off from its peers and from the quorum, in both directions. */
export const IsolateFault = z.strictObject({
  kind: z.literal('isolate'),
  region: Region,
  /** True when callers and health checks can't reach its front door either. */
  fromInternet: z.boolean().default(false),
  seed: Seed,
});

/** The clock of the region's functions is off; positive is ahead. */
export const ClockFault = z.strictObject({
  kind: z.literal('clock'),
  region: Region,
  skewMs: z.number().int().min(-skewMsMax).max(skewMsMax),
  seed: Seed,
});

/** The region's front door answers for a path, before any function runs. */
export const HttpFault = z.strictObject({
  kind: z.literal('http'),
  region: Region,
  /** @default - every method */
  method: z.string().min(1).toUpperCase().optional(),
  /** Path as callers write it, without the query: `/regions/v1/health`, `/transactions/*`. */
  path: Pattern,
  status: z.number().int().min(400).max(599),
  rate: Rate,
  seed: Seed,
});

export const Fault = z.discriminatedUnion('kind', [
  CallFault,
  QuorumLatencyFault,
  QuorumCutFault,
  PromotionFault,
  PauseFault,
  ProcessFault,
  LinkFault,
  IsolateFault,
  ClockFault,
  HttpFault,
]);
/** A fault with its defaults filled in. */
export type Fault = z.infer<typeof Fault>;
/** A fault as it is asked for: `POST /faults`. */
export type FaultInput = z.input<typeof Fault>;
export type FaultKind = Fault['kind'];

/** A fault that is in force: one element of `GET /faults`, and the answer to `POST /faults`. */
export interface FaultStatus {
  readonly id: string;
  readonly fault: Fault & { readonly seed: number };
  /** RFC 3339 with milliseconds. */
  readonly since: string;
}
