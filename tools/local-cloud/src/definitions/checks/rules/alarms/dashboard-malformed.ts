import { objectOf } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';

/** A body is JSON with widgets, each of a type and with properties, on a grid that is 24 wide. */
export const dashboardMalformed = resourceRule('dashboard-malformed', {
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html',
  types: ['AWS::CloudWatch::Dashboard'],
  *check({ properties }) {
    const property = 'DashboardBody';
    const body = objectOf(properties[property]);
    const widgets = body?.['widgets'];
    if (!Array.isArray(widgets)) {
      yield { property, message: 'the body is no JSON object with a list of widgets; correct it' };
      return;
    }
    if (widgets.length > 500)
      yield { property, message: `${widgets.length} widgets, at most 500; divide the dashboard` };
    for (const [index, widget] of widgets.entries()) {
      const {
        type,
        x = 0,
        width = 6,
        height = 6,
        properties: own,
      } = (objectOf(widget) ?? {}) as Readonly<Record<string, unknown>>;
      if (
        !['metric', 'text', 'log', 'alarm', 'explorer', 'custom'].includes(String(type)) ||
        objectOf(own) === undefined
      ) {
        yield {
          property,
          message: `widget ${index} has type ${String(type)}; metric, text, log, alarm, explorer and custom are allowed, with properties`,
        };
      } else if (Number(width) < 1 || Number(x) + Number(width) > 24 || Number(height) < 1 || Number(height) > 1000) {
        yield { property, message: `widget ${index} is not within 24 columns and 1000 rows; move it` };
      }
    }
  },
});
