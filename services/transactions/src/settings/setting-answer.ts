import { type HttpAnswer, type HttpScope, recordedAnswer } from '@redoubt/lambda-kit';
import { divergenceMetric } from '../answering/report-divergence.ts';
import { type ChangeSettingDependencies, changeSetting, type SettingCommand } from './change-setting.ts';

/** Answers a request that changes a setting, and alarms when both regions have decided it, and differently. */
export async function settingAnswer(
  command: SettingCommand,
  dependencies: ChangeSettingDependencies,
  { lease, logger, metrics }: HttpScope<'active-region'>,
): Promise<HttpAnswer> {
  const { response, isReplay, hasDiverged } = await changeSetting(command, dependencies, lease);
  const { commandId, type } = command;
  logger.info('change of a setting answered', { commandId, type, status: response.status, isReplay });
  if (hasDiverged) {
    metrics.addMetric(divergenceMetric, 'Count', 1);
    logger.error('outcomes diverged', { commandId, type });
  }
  return recordedAnswer(response, { isReplay });
}
