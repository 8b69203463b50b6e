import { type Setting, settingKey } from '@redoubt/contracts';
import { FaultError } from '@redoubt/lambda-kit';

/** Copies of settings as the table keeps them: the newest of each key. */
export class SettingsInMemory {
  readonly copies = new Map<string, Setting>();
  /** While it is true, no answer comes and nothing is written. */
  isUnreachable = false;

  async put(setting: Setting): Promise<void> {
    if (this.isUnreachable) throw new FaultError('store_unreachable', 'said by the test');
    const key = Object.values(settingKey(setting)).join(' ');
    const known = this.copies.get(key);
    const isNewer =
      known === undefined ||
      setting.epoch > known.epoch ||
      (setting.epoch === known.epoch && setting.version > known.version);
    if (isNewer) this.copies.set(key, setting);
  }
}
