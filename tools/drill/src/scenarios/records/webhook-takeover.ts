import { untilDeliveriesWait } from '../../course/waiting-deliveries.ts';
import { mustFailOver } from '../../evidence/conduct.ts';
import type { Scenario } from '../scenario.ts';

/** Two endpoints get a webhook about each. */
const burstPayments = 260;

/** Deliveries that must wait, in the standby's own copy, before the region is lost. */
const waitingMin = 500;

/** A merchant with two endpoints. */
const merchantId = 'acme';

/** Webhooks that wait in the lanes of a lost region are sent by the survivor, without a step of the recovery. */
export const webhookTakeover: Scenario = {
  summary: 'the active region is killed while 500 webhooks wait for endpoints that are down',
  expects: mustFailOver,
  objectives: { moneyStoodStillMs: 15_000 },
  rings: ['failover-started'],
  rate: 5,
  async play(rehearsal) {
    const { active } = rehearsal.roles;
    const down = await rehearsal.takeEndpointsDown(merchantId);
    await rehearsal.burst(burstPayments, merchantId);
    await untilDeliveriesWait(rehearsal, { merchantId, min: waitingMin });
    await rehearsal.kill(active);
    await rehearsal.takeover();
    await down.heal();
  },
};
