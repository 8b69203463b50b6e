import type { PlatformParameter } from '@redoubt/contracts';
import { platformParameterName, platformParameters } from '@redoubt/contracts';
import { resourcesOf, type TemplateRule } from './template.ts';

/** CloudFormation's quota of resources in a stack. */
const resourcesMax = 500;

/** Lambda's quota for all environment variables of a function, in bytes. */
const environmentBytesMax = 4_096;

/** DL5: what a template reads from Parameter Store is what platform publishes, and no stack reads another's outputs. */
export const sources: TemplateRule = (template, { topology: { environmentSuffix: suffix } }) => {
  const published = Object.keys(platformParameters).map((parameter) =>
    platformParameterName(suffix, parameter as PlatformParameter),
  );
  const unknown = Object.entries(template.Parameters ?? {})
    .filter(([, { Type }]) => Type.startsWith('AWS::SSM::Parameter'))
    .filter(([, { Default }]) => !published.includes(String(Default)))
    .map(([logicalId, { Default }]) => ({
      rule: 'published-parameter',
      logicalId,
      message: `${String(Default)} is read but nobody publishes it: values reach services through platform-parameters.ts`,
    }));
  const imports = resourcesOf(template)
    .filter(({ Properties }) => /"Fn::(ImportValue|GetStackOutput)"/.test(JSON.stringify(Properties ?? {})))
    .map(({ id }) => ({
      rule: 'published-parameter',
      logicalId: id,
      message: 'a value of another stack is imported: publish it in Parameter Store, or pass a fixed name',
    }));
  return [...unknown, ...imports];
};

/** Words of run-time roles: who is active and who writes changes with a failover, templates do not. */
const runTimeRole = /^(active|standby|writer|replica|reader)$/i;

/** A template that says who is active would undo a failover with the next deployment. */
export const runTimeRoles: TemplateRule = (template) =>
  resourcesOf(template).flatMap(({ id, Properties }) =>
    stringsIn(Properties)
      .filter((text) => runTimeRole.test(text))
      .map((text) => ({
        rule: 'run-time-role',
        logicalId: id,
        message: `"${text}" is a role at run time: it lives in the region-state table, never in a template`,
      })),
  );

/** Variables that the local cloud alone sets: they open what is closed on AWS, such as webhooks over plain HTTP. */
const localVariable = /^LOCAL_/;

/** A switch of the local cloud in a template would open on AWS what it opens on this machine. */
export const localSwitches: TemplateRule = (template) =>
  resourcesOf(template)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .flatMap(({ id, Properties = {} }) => {
      const { Variables = {} } = (Properties['Environment'] ?? {}) as { readonly Variables?: object };
      return Object.keys(Variables)
        .filter((name) => localVariable.test(name))
        .map((name) => ({
          rule: 'local-switch',
          logicalId: id,
          message: `${name} is a switch of the local cloud, which sets it by itself; take it out of the template`,
        }));
    });

/** Quotas that synthesis does not check. */
export const quotas: TemplateRule = (template) => {
  const resources = resourcesOf(template);
  const tooMany = {
    rule: 'quota',
    logicalId: '-',
    message: `a stack takes ${resourcesMax} resources, got ${resources.length}`,
  };
  const environments = resources
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ id, Properties = {} }) => ({ id, bytes: JSON.stringify(Properties['Environment'] ?? {}).length }))
    .filter(({ bytes }) => bytes > environmentBytesMax)
    .map(({ id, bytes }) => ({
      rule: 'quota',
      logicalId: id,
      message: `a function takes ${environmentBytesMax} bytes of environment variables, got ${bytes}`,
    }));
  return [...(resources.length > resourcesMax ? [tooMany] : []), ...environments];
};

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringsIn);
}
