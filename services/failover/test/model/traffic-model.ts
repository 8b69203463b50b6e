import { type Seat, type TrafficStatement, trafficStatements, trafficVotes, votesToWin } from '@redoubt/contracts';

export interface TrafficRules {
  /** A memory that can't be asked stays what it was; else it is taken for OK, as if the primary were active. */
  readonly remembersLast: boolean;
}

type Said = Readonly<Record<TrafficStatement, boolean>>;

/** Sets of statements that may be silent at once: one, or all from the secondary's region. */
const silences: readonly (readonly TrafficStatement[])[] = [
  [],
  ...trafficStatements.map((statement) => [statement]),
  ['secondaryIsActive', 'memoryOfSecondary'],
];

/** The statements when a seat is active and some can't be had: a route that fails confirms nothing. */
function saidWhen(active: Seat, silent: readonly TrafficStatement[], { remembersLast }: TrafficRules): Said {
  const isSilent = (statement: TrafficStatement) => silent.includes(statement);
  return {
    primaryIsActive: active === 'primary' && !isSilent('primaryIsActive'),
    secondaryIsActive: active === 'secondary' && !isSilent('secondaryIsActive'),
    memoryOfSecondary: active === 'secondary' && (remembersLast || !isSilent('memoryOfSecondary')),
  };
}

function healthySeats(said: Said): readonly Seat[] {
  return (['primary', 'secondary'] as const).filter((seat) => {
    const votes = trafficStatements.filter(
      (statement) => said[statement] === (trafficVotes[seat][statement] === 'for'),
    );
    return votes.length >= votesToWin;
  });
}

/** Every case in which traffic does not go to the active seat and to it alone. */
export function trafficErrors(rules: TrafficRules): readonly string[] {
  return (['primary', 'secondary'] as const).flatMap((active) =>
    silences.flatMap((silent) => {
      const healthy = healthySeats(saidWhen(active, silent, rules));
      return healthy.join() === active ? [] : [`${active} is active, ${silent.join(', ')} silent: ${healthy.join()}`];
    }),
  );
}
