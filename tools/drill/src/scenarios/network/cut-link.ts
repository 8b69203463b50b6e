import type { InjectedFault, Rehearsal } from '../../course/rehearsal.ts';

/** Cuts everything that one region opens to another; the quorum stays in reach. */
export function cutLink(rehearsal: Rehearsal, from: string, to: string): Promise<InjectedFault> {
  return rehearsal.inject(`${from} reaches ${to} no longer`, {
    kind: 'link',
    from,
    to,
    traffic: ['aws', 'http', 'postgres'],
    effect: { cut: true },
  });
}
