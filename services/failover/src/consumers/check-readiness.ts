import { taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { checkReadiness } from '../checking/check-readiness.ts';
import { wireReadiness } from '../wiring.ts';

const dependencies = wireReadiness();

export const handler = taskHandler({
  input: z.unknown(),
  handle: async (_, { logger, metrics }) => {
    const report = await checkReadiness(dependencies);
    const { isReady, findings, more, compared } = report;
    metrics.addMetric('ReadinessFindings', 'Count', findings.filter(({ grade }) => grade !== 'know').length);
    for (const finding of findings) logger[finding.grade === 'know' ? 'info' : 'warn']('not ready', { finding });
    logger.info('readiness checked', { isReady, findings: findings.length, more, compared });
    return report;
  },
});
