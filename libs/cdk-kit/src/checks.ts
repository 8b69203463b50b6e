import { readFileSync } from 'node:fs';
import {
  type App,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  Validations,
} from 'aws-cdk-lib';
import { RegionalStack } from './regional-stack.ts';
import { PciRules, SolutionsRules } from './standard-rules.ts';
import { type SynthesizedTemplate, templateFaults } from './template-rules/index.ts';

/**
 * Has every synthesis of an app end in an error when a template breaks a rule: ours, AWS' or PCI's.
 *
 * A finding of AWS' rules is acknowledged with its reason at the construct it concerns.
 */
export function addChecks(app: App): void {
  Validations.of(app).addPlugins(new RepositoryRules(), new SolutionsRules(), new PciRules());
}

/** The repository's own rules, on the templates as they will be deployed. */
class RepositoryRules implements IPolicyValidationPlugin {
  readonly name = 'Redoubt';

  validate({ stackTemplates, appConstruct }: IPolicyValidationContext): PolicyValidationPluginReport {
    const stacks = appConstruct.node.findAll().filter((construct) => construct instanceof RegionalStack);
    const violations = stackTemplates.flatMap(({ stackConstructPath, templatePath }) => {
      const stack = stacks.find(({ node }) => node.path === stackConstructPath);
      if (stack === undefined)
        throw new Error(`${stackConstructPath} must be a RegionalStack: its names come from there`);
      const template = JSON.parse(readFileSync(templatePath, 'utf8')) as SynthesizedTemplate;
      return templateFaults(template, stack).map(({ rule, logicalId, message }) => ({
        ruleName: rule,
        description: message,
        severity: 'error',
        violatingResources: [{ resourceLogicalId: logicalId, templatePath, locations: [] }],
      }));
    });
    return { success: violations.length === 0, violations };
  }
}
