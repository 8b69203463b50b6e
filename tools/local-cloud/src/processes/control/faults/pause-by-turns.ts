import type { Fault } from '../../../protocol/fault.ts';
import type { RegionFleet } from '../region-fleet.ts';
import type { Heal } from './fault-driver.ts';

type DutyCycle = Extract<Fault, { readonly kind: 'pause' }>['dutyCycle'];

/** Lets a region that is paused go on and stop by turns; without a duty cycle it stays paused. Healed, it runs. */
export function pauseByTurns(fleet: RegionFleet, region: string, dutyCycle: DutyCycle): Heal {
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const next = (isPaused: boolean) => {
    if (dutyCycle === undefined) return;
    timer = setTimeout(
      () => {
        turn = isPaused ? fleet.goOn(region) : fleet.pause(region).catch(() => undefined);
        next(!isPaused);
      },
      isPaused ? dutyCycle.stopMs : dutyCycle.runMs,
    );
  };
  next(true);
  return async () => {
    clearTimeout(timer);
    await turn;
    await fleet.goOn(region);
  };
}
