import { systemClock } from '../clock.ts';
import { RecoveryStage } from '../domain/stage-input.ts';
import { latchTraffic } from '../takeover/latch-traffic.ts';
import { stageHandler } from '../takeover/stage-handler.ts';
import { announcer, regionStateTable } from '../wiring.ts';

const { latches } = regionStateTable();

export const handler = stageHandler({
  stage: 'latch-traffic',
  input: RecoveryStage,
  announcer: announcer(),
  run: async ({ recovery }) => ({ text: await latchTraffic({ latches, clock: systemClock }, recovery) }),
});
