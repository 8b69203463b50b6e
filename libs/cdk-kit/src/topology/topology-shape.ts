import { Afterwards, FailoverMode, RegionName } from '@redoubt/contracts';
import { z } from 'zod';

/** Three letters, no two the same. */
const ZoneLetters = z
  .tuple([z.string().regex(/^[a-z]$/), z.string().regex(/^[a-z]$/), z.string().regex(/^[a-z]$/)])
  .refine((letters) => new Set(letters).size === letters.length, 'zones must be three different ones');

/** A user or a role, as a trust policy names it. */
const Principals = z.array(z.string().regex(/^arn:aws:iam::[0-9]{12}:(user|role)\/[\w+=,.@/-]+$/)).default([]);

/**
 * The fields of a topology, each by itself. Ranges are those of AWS unless the comment says otherwise; what concerns more
 * than one field is in `topology-rules.ts`.
 */
export const TopologyShape = z.strictObject({
  /** Ends every physical name, so that environments live side by side in one account. */
  environmentSuffix: z.string().default('dev'),
  /** AWS account id, 12 digits. */
  account: z
    .string()
    .regex(/^[0-9]{12}$/)
    .default('000000000000'),
  /** Two regions that run the platform, and a third that only completes the journal's quorum. */
  regions: z
    .strictObject({ primary: RegionName, secondary: RegionName, witness: RegionName })
    .default({ primary: 'us-east-1', secondary: 'us-east-2', witness: 'us-west-2' }),
  /** Address ranges of the two networks; they must not overlap, or the networks could never be joined. */
  cidrs: z
    .strictObject({ primary: z.cidrv4(), secondary: z.cidrv4() })
    .default({ primary: '10.0.0.0/16', secondary: '10.1.0.0/16' }),
  /**
   * Letters of the three zones in each region. They are names of the account's own: not every account has a, b and c, and not every
   * zone has every endpoint.
   */
  zones: z
    .strictObject({ primary: ZoneLetters, secondary: ZoneLetters })
    .default({ primary: ['a', 'b', 'c'], secondary: ['a', 'b', 'c'] }),
  /**
   * Zones with a NAT gateway and with endpoints of AWS' services. In `every` zone the loss of one is survived. In `one` zone they
   * cost a third, and what is given up must be said: the protected profile refuses it.
   */
  egress: z
    .discriminatedUnion('zones', [
      z.strictObject({ zones: z.literal('every') }),
      z.strictObject({ zones: z.literal('one'), givesUp: z.string().min(20) }),
    ])
    .default({ zones: 'every' }),
  /**
   * Whether this environment sets what an account has once in a region: the role under which API Gateway writes logs. One environment
   * of an account does; it is deployed first and destroyed last.
   */
  accountSettings: z.enum(['owned', 'elsewhere']).default('owned'),
  domain: z
    .strictObject({
      /** Registered domain; the environment's zone is `{suffix}.{zone}` and must be delegated from it. */
      zone: z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/),
    })
    .default({ zone: 'redoubt.example' }),
  /** How the shared API name picks a region: static weights of 100 and 0, or PRIMARY and SECONDARY records. */
  routing: z.enum(['weighted', 'failover']).default('weighted'),
  healthCheck: z
    .strictObject({
      /** Route 53 knows a standard interval of 30 s and a fast one of 10 s. */
      intervalSeconds: z.union([z.literal(10), z.literal(30)]).default(10),
      failureThreshold: z.int().min(1).max(10).default(3),
    })
    .prefault({}),
  /** How long resolvers may keep an answer of the shared name. */
  dnsTtlSeconds: z.int().min(0).max(300).default(60),
  ledger: z
    .strictObject({
      /** Aurora PostgreSQL version, `major.minor`. */
      engineVersion: z
        .string()
        .regex(/^[0-9]+\.[0-9]+$/)
        .default('17.7'),
      databaseName: z
        .string()
        .regex(/^[a-z][a-z0-9_]{0,62}$/)
        .default('ledger'),
      /** Instances in each region's cluster; the first of the primary's is the writer. */
      instancesPerRegion: z.int().min(1).max(15).default(2),
      /** Either Serverless v2 between two capacities in ACU, or a provisioned instance class. The same in both regions. */
      capacity: z
        .discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('serverless'), acuMin: z.number(), acuMax: z.number().max(256) }),
          z.strictObject({ kind: z.literal('provisioned'), instanceClass: z.string() }),
        ])
        .default({ kind: 'serverless', acuMin: 0.5, acuMax: 16 }),
    })
    .prefault({}),
  /** How long a region acts on the region state it last read; the promoter waits as long before it opens writes. */
  leaseMs: z.int().min(100).max(60_000).default(1_000),
  /** How often the active region renews its heartbeat and the standby looks at its signals. */
  signalIntervalMs: z.int().min(100).max(60_000).default(1_000),
  /** How sure the standby must be before it takes over. The defaults fit a failover that takes minutes. */
  signalDamping: z
    .strictObject({
      /** Readings by which a signal is judged: it is down when two in five are bad. */
      windowLength: z.int().min(2).max(300).default(40),
      /** Seconds by which booking is judged, two in five refused: Aurora fails over inside its region in 30 to 60 s. */
      bookingSeconds: z.int().min(1).max(3_600).default(150),
      /** Seconds that a region is given after it has taken over. */
      dwellSeconds: z.int().min(0).max(86_400).default(600),
      /** Epochs that may begin within an hour without a person's decision. */
      movesPerHourMax: z.int().min(1).max(20).default(3),
    })
    .prefault({}),
  /** Whether a failover that is due begins by itself, waits for a person's approval, or is only announced. */
  failoverMode: FailoverMode.default('auto'),
  /** Where approval is needed: how long a person is waited for, and what follows when nobody answers. */
  approval: z
    .strictObject({
      waitSeconds: z.int().min(5).max(3_600).default(300),
      afterwards: Afterwards.default('stand_down'),
    })
    .prefault({}),
  /** Labelled for drills: the faults that a drill plants are heeded. */
  drills: z.boolean().default(false),
  /**
   * Who may assume the operators' roles: ARNs of users, who must have signed in with a second factor, and of roles, whose people the
   * identity provider has asked for it. A role that names nobody is open to the users of this account, with a second factor and under
   * their own name. Nobody may both order and approve.
   */
  operators: z.strictObject({ observer: Principals, operator: Principals, approver: Principals }).prefault({}),
  /** Addresses that alarms are sent to; each confirms its subscription once. */
  alertEmails: z.array(z.email()).default([]),
  /** Phone numbers in E.164 that alarms are sent to as text messages. */
  alertPhones: z.array(z.string().regex(/^\+[1-9][0-9]{6,14}$/)).default([]),
  /** `ephemeral`: everything can be destroyed. `protected`: nothing that holds money, keys or logins is deleted in one step. */
  retention: z
    .discriminatedUnion('profile', [
      z.strictObject({ profile: z.literal('ephemeral') }),
      z.strictObject({ profile: z.literal('protected'), reason: z.string().min(10) }),
    ])
    .default({ profile: 'ephemeral' }),
});
export type TopologyShape = z.output<typeof TopologyShape>;
