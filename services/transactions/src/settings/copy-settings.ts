import type { LedgerReader, SettingPlace } from '../adapters/ledger-reader.ts';
import type { SettingsTable } from '../adapters/tables/settings-table.ts';

/** Settings read at once: terms may have twenty kilobytes, and the Data API answers 1 MiB. */
const batchMax = 25;

/**
 * How far back settings are copied again, in milliseconds: longer than a recovery takes, and than it takes until somebody is awake. A
 * request whose copy could not be written was answered 503, and writes it when it is repeated.
 */
export const copiedAgainMs = 3_600_000;

/**
 * Copies what operators have decided lately, whether it is copied already or not: a request may have ended between journal and copy, and
 * a recovery brings back what a lost region has decided. A copy that is newer stays. Returns the number of settings.
 *
 * @throws FaultError `writer_unreachable` or `store_unreachable`; the next call goes on
 */
export async function copySettings(
  {
    ledger,
    settings,
  }: { readonly ledger: Pick<LedgerReader, 'settingsSince'>; readonly settings: Pick<SettingsTable, 'put'> },
  nowMs: number,
): Promise<number> {
  const since = new Date(nowMs - copiedAgainMs).toISOString();
  let copied = 0;
  let after: SettingPlace | undefined;
  for (;;) {
    const page = await ledger.settingsSince(since, after, batchMax);
    // Two of one key in their order: the second needs no second try.
    for (const { setting } of page) await settings.put(setting);
    copied += page.length;
    after = page.at(-1)?.place;
    if (page.length < batchMax) return copied;
  }
}
