import type { CloudView, RegionView } from '../../src/wire.ts';
import { countText } from './ages.ts';

/** An act on a region or on the link, with what will happen, said before it is confirmed. */
export interface Act {
  readonly label: string;
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly title: string;
  readonly consequence: string;
  /** It takes something away. */
  readonly isHarmful: boolean;
}

/** Acts that a region's state allows. */
export function actsOf(region: RegionView, cloud: CloudView): readonly Act[] {
  if (region.process === 'killed') return [restore(region, cloud)];
  if (region.process === 'starting') return [];
  return [kill(region, cloud), isolate(region, cloud), slow(region, cloud), ...heal(region, cloud)];
}

function otherOf(region: RegionView, { regions }: CloudView): RegionView | undefined {
  return regions.find((other) => other.region !== region.region);
}

function takeover(region: RegionView, cloud: CloudView): string {
  const other = otherOf(region, cloud);
  if (region.trafficRole !== 'active') {
    return `${region.region} is standby: payments go on, and until it is back there is no second region.`;
  }
  if (other?.process !== 'running') return 'No other region runs: no payment is taken until one is back.';
  return `${region.region} is active: payments fail until ${other.region} has taken over, here within some seconds.`;
}

function kill(region: RegionView, cloud: CloudView): Act {
  const { stake } = cloud;
  const lost =
    region.databaseRole !== 'writer' || stake === undefined || stake.bookings === 0
      ? ''
      : ` Its database takes ${countText(stake.bookings, 'booking')} (${stake.sums.join(', ')}) with it that the replica has not seen; the journal brings them back.`;
  return {
    label: 'Kill',
    command: 'kill',
    body: { region: region.region },
    title: `Kill ${region.region}?`,
    consequence: `Every process of the region gets SIGKILL, its database included. ${takeover(region, cloud)}${lost}`,
    isHarmful: true,
  };
}

function isolate(region: RegionView, cloud: CloudView): Act {
  return {
    label: 'Isolate',
    command: 'isolate',
    body: { region: region.region },
    title: `Isolate ${region.region}?`,
    consequence: `It is cut off from its peer and from the quorum, in both directions; callers still reach it. It can acknowledge nothing without the quorum. ${takeover(region, cloud)} It ends when you heal it.`,
    isHarmful: true,
  };
}

function slow(region: RegionView, cloud: CloudView): Act {
  const due = region.trafficRole === 'active' ? ' If too many looks find it bad, its standby takes over.' : '';
  return {
    label: 'Slow',
    command: 'slow',
    body: { region: region.region },
    title: `Slow ${region.region} down?`,
    consequence: `All its processes stand still for 300 ms of every 500 ms.${due} ${cloud.faults.length === 0 ? 'It ends' : 'Like the faults in force it ends'} when you heal it.`,
    isHarmful: true,
  };
}

function heal(region: RegionView, { faults }: CloudView): readonly Act[] {
  const own = faults.filter((fault) => fault.region === region.region);
  return own.map((fault) => ({
    label: own.length === 1 ? 'Heal' : `Heal ${fault.id}`,
    command: 'heal',
    body: { id: fault.id },
    title: `Heal ${region.region}?`,
    consequence: `The fault “${fault.text}” ends. What it has led to stays: a region that was replaced comes back as standby.`,
    isHarmful: false,
  }));
}

function restore(region: RegionView, cloud: CloudView): Act {
  const other = otherOf(region, cloud);
  const active =
    cloud.state?.activeRegion === region.region
      ? 'It is still the active region by the region state.'
      : 'It comes back as standby and stays so until a person fails back.';
  const database =
    other?.databaseRole === 'writer'
      ? `Its database becomes a replica of ${other.region}; what it alone had is set aside for an audit.`
      : 'Its database starts on its own data.';
  return {
    label: 'Restore',
    command: 'restore',
    body: { region: region.region },
    title: `Restore ${region.region}?`,
    consequence: `The region starts again, which takes some seconds. ${database} ${active}`,
    isHarmful: false,
  };
}

/** Acts on the link between two regions. */
export function linkActsOf({ regions, faults }: CloudView): readonly Act[] {
  const [first, second] = regions.map(({ region }) => region);
  if (first === undefined || second === undefined) return [];
  const standby = regions.find(({ databaseRole }) => databaseRole === 'replica')?.region ?? second;
  const writer = standby === second ? first : second;
  return [
    {
      label: 'Hold replication',
      command: 'fault',
      body: { kind: 'link', from: standby, to: writer, traffic: ['postgres'], effect: { hold: true } },
      title: 'Hold replication back?',
      consequence: `The stream from ${writer} to ${standby} stays open and carries nothing. Payments go on; from now on each booking exists in ${writer} alone, and the database would lose it with the region.`,
      isHarmful: true,
    },
    {
      label: 'Slow',
      command: 'fault',
      body: { kind: 'link', from: writer, to: standby, effect: { delayMs: 300, jitterMs: 200 } },
      title: 'Slow the link down?',
      consequence: `Everything that travels from ${writer} to ${standby} comes 300 to 500 ms late. Payments go on; the replica falls behind by as much.`,
      isHarmful: true,
    },
    ...(faults.length === 0
      ? []
      : [
          {
            label: faults.length === 1 ? 'Heal the fault' : `Heal all ${faults.length} faults`,
            command: 'heal',
            body: {},
            title: 'Heal everything?',
            consequence: `${countText(faults.length, 'fault ends', 'faults end')}: ${faults.map(({ text }) => text).join('; ')}.`,
            isHarmful: false,
          },
        ]),
  ];
}
