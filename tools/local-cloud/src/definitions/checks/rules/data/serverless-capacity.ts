import { resourceRule } from '../../rule.ts';

/** Capacity of Serverless v2 is counted in halves, and its minimum is not above its maximum. */
export const serverlessCapacity = resourceRule('serverless-capacity', {
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html',
  types: ['AWS::RDS::DBCluster'],
  *check({ properties }) {
    const scaling = properties['ServerlessV2ScalingConfiguration'] as
      | { readonly MinCapacity?: unknown; readonly MaxCapacity?: unknown }
      | undefined;
    if (scaling === undefined) return;
    const property = 'ServerlessV2ScalingConfiguration';
    const [min, max] = [Number(scaling.MinCapacity), Number(scaling.MaxCapacity)];
    if (min > max)
      yield { property: `${property}.MinCapacity`, message: `${min} is above the maximum of ${max}; lower it` };
    for (const [name, value] of Object.entries(scaling)) {
      if (!/Capacity$/.test(name) || (Number(value) * 2) % 1 === 0) continue;
      yield { property: `${property}.${name}`, message: `got ${String(value)}; steps of 0.5 are allowed` };
    }
  },
});
