import { textsAt } from '../../property-path.ts';
import type { Rule } from '../../rule.ts';
import { rolePlaces } from './role-places.ts';

/** Roles of functions, machines and services that are in no template. */
export const roleNotThere: Rule = {
  name: 'role-not-there',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  *check(templates) {
    for (const [type, path] of rolePlaces) {
      for (const resource of templates.ofType(type)) {
        for (const { path: property, text } of textsAt(resource.properties, path)) {
          if (templates.byArn(text)?.type === 'AWS::IAM::Role') continue;
          yield { at: resource, property, message: `no template has the role ${text}; give it the ARN of one` };
        }
      }
    }
    const roles = new Set(templates.ofType('AWS::IAM::Role').map(({ physicalId }) => physicalId));
    for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) {
      for (const resource of templates.ofType(type)) {
        for (const { path: property, text } of textsAt(resource.properties, 'Roles.*')) {
          if (roles.has(text)) continue;
          yield { at: resource, property, message: `no template has the role ${text}; name one that is there` };
        }
      }
    }
  },
};
