import { resourceRule } from '../../rule.ts';

/** Bytes of a value, by tier; an intelligent one becomes advanced by itself. */
const bytesMax: Readonly<Record<string, number>> = { Standard: 4096, Advanced: 8192, 'Intelligent-Tiering': 8192 };

/** Parameters longer than their tier allows, and empty ones. */
export const parameterTooLarge = resourceRule('parameter-too-large', {
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html',
  types: ['AWS::SSM::Parameter'],
  *check({ properties: { Value = '', Tier = 'Standard' } }) {
    const max = bytesMax[String(Tier)];
    const bytes = Buffer.byteLength(String(Value));
    if (bytes === 0) yield { property: 'Value', message: 'an empty value; a parameter has a byte at the least' };
    if (max === undefined || bytes <= max) return;
    yield {
      property: 'Value',
      message: `${bytes} bytes, at most ${max} in tier ${String(Tier)}; take a higher tier or shorten it`,
    };
  },
});
