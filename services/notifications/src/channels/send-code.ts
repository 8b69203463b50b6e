import type { Channel } from '../domain/channel.ts';
import { codeMsMax, codeOf } from '../domain/channel-code.ts';
import { codeMessageOf } from '../domain/channel-message.ts';
import type { CodeStore } from './channel-store.ts';
import { codeHashOf } from './code-hash.ts';
import type { Messenger } from './messenger.ts';

export interface SendCodeDependencies {
  readonly codes: Pick<CodeStore, 'keepCode' | 'markCodeSent'>;
  readonly webhookKey: () => Promise<string>;
  readonly messenger: Pick<Messenger, 'sendMessage'>;
  readonly now: () => Date;
  /** From 0 up to 1, without 1; nobody can foresee it. */
  readonly secretRandom: () => number;
  readonly report: (text: string, facts: Readonly<Record<string, unknown>>) => void;
}

/**
 * Sends the code that was asked for. It is kept, as a hash, before it is sent: a crash in between sends another one, and the newest
 * counts.
 *
 * @returns whether nothing is left to do
 * @throws FaultError `store_unreachable`
 */
export async function sendCode(channel: Channel, dependencies: SendCodeDependencies): Promise<boolean> {
  const { codes, webhookKey, messenger, now, secretRandom, report } = dependencies;
  const { endpointId } = channel;
  const code = codeOf(secretRandom());
  const hash = codeHashOf(await webhookKey(), { endpointId, code });
  const isKept = await codes.keepCode(channel, { hash, expiresAt: new Date(now().getTime() + codeMsMax) });
  if (!isKept) return true;
  const outcome = await messenger.sendMessage(channel, codeMessageOf(channel, code, codeMsMax / 60_000));
  report('code sent', { endpointId, outcome: outcome.text });
  if (outcome.kind !== 'confirmed') return false;
  await codes.markCodeSent(channel);
  return true;
}
