import { LocalCloudError } from '../../protocol/local-cloud-error.ts';
import type { Identity } from '../kinds/kind.ts';
import { evaluate, noValue, type Scope } from './intrinsics.ts';
import type { Stack } from './read-assembly.ts';
import { kindOf } from './support.ts';
import type { TemplateResource } from './template.ts';

/** Exports of earlier stacks of the same region. */
export interface Published {
  /** Values in the region's Parameter Store, by name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Exported outputs, by export name. */
  readonly exports: ReadonlyMap<string, unknown>;
  /** Where SDK clients reach the region. */
  readonly awsEndpoint: string;
}

/** Resolves the references of one stack on demand, so that the order of resources does not matter. */
export class StackScope implements Scope {
  readonly #stack: Stack;
  readonly #published: Published;
  readonly #properties = new Map<string, unknown>();
  /** References being answered now; meeting one again is a circle. */
  readonly #open: string[] = [];

  constructor(stack: Stack, published: Published) {
    this.#stack = stack;
    this.#published = published;
  }

  /** The identity of one of the stack's resources. */
  identity(logicalId: string): Identity {
    const resource = this.resource(logicalId);
    const kind =
      kindOf(resource.Type) ?? this.#refuseResource(logicalId, resource, `type ${resource.Type} is not simulated`);
    const base = {
      account: this.#stack.account,
      region: this.#stack.region,
      stackName: this.#stack.stackName,
      logicalId,
      awsEndpoint: this.#published.awsEndpoint,
      property: (name: string) => this.property(logicalId, name),
    };
    return { ...base, physicalId: this.#once(`Ref ${logicalId}`, () => kind.ref(base)) };
  }

  /** A top-level property of a resource, resolved; undefined when absent. */
  property(logicalId: string, name: string): unknown {
    const key = `${logicalId}.${name}`;
    if (!this.#properties.has(key)) {
      const found = this.#once(key, () => evaluate(this.resource(logicalId).Properties?.[name], this));
      this.#properties.set(key, found === noValue ? undefined : found);
    }
    return this.#properties.get(key);
  }

  /** All properties of a resource, resolved. */
  properties(logicalId: string): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.keys(this.resource(logicalId).Properties ?? {})
        .map((name) => [name, this.property(logicalId, name)] as const)
        .filter(([, value]) => value !== undefined),
    );
  }

  resource(logicalId: string): TemplateResource {
    return this.#stack.template.Resources?.[logicalId] ?? this.refuse(`nothing in the template is called ${logicalId}`);
  }

  ref(name: string): unknown {
    const { account, region, stackName, template } = this.#stack;
    switch (name) {
      case 'AWS::AccountId':
        return account;
      case 'AWS::Region':
        return region;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return stackName;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/local`;
      case 'AWS::NotificationARNs':
        return [];
      case 'AWS::NoValue':
        return noValue;
    }
    const parameter = template.Parameters?.[name];
    return parameter === undefined ? this.identity(name).physicalId : this.#parameter(name);
  }

  attribute(logicalId: string, name: string): unknown {
    const resource = this.resource(logicalId);
    const known = kindOf(resource.Type)?.attributes ?? {};
    const attribute = known[name];
    if (attribute !== undefined) {
      const identity = this.identity(logicalId);
      return this.#once(`${logicalId}.${name}`, () => attribute(identity));
    }
    return this.#refuseResource(
      logicalId,
      resource,
      `attribute ${name} of ${resource.Type} is not simulated; known are: ${Object.keys(known).join(', ') || 'none'}`,
    );
  }

  condition(name: string): boolean {
    const conditions = this.#stack.template.Conditions ?? {};
    if (!(name in conditions)) return this.refuse(`no condition is called ${name}`);
    return this.#once(`Condition ${name}`, () => evaluate(conditions[name], this)) === true;
  }

  mapping(map: string, top: string, second: string): unknown {
    const found = this.#stack.template.Mappings?.[map]?.[top]?.[second];
    return found ?? this.refuse(`mapping ${map} has no ${top}.${second}`);
  }

  importValue(name: string): unknown {
    const { exports } = this.#published;
    return exports.has(name)
      ? exports.get(name)
      : this.refuse(`no earlier stack of ${this.#stack.region} exports ${name}`);
  }

  availabilityZones(region: string): readonly string[] {
    return ['a', 'b', 'c'].map((letter) => `${region || this.#stack.region}${letter}`);
  }

  parameterValue(name: string): string {
    const { app, region, templateFile } = this.#stack;
    const value = this.#published.parameters.get(name);
    if (value !== undefined) return value;
    throw new LocalCloudError({
      code: 'template_unresolvable',
      what: `app ${app} reads parameter ${name} in ${region}, and nothing publishes it there (${templateFile})`,
      why: 'parameters come from the stacks of the same region that are deployed before',
      fix: 'publish it in the platform app, or correct its name in libs/contracts/src/platform-parameters.ts, then npm run synth',
    });
  }

  refuse(problem: string): never {
    const { app, stackName, templateFile } = this.#stack;
    const where = this.#open.length === 0 ? '' : ` (while resolving ${this.#open.join(' → ')})`;
    throw new LocalCloudError({
      code: 'template_unresolvable',
      what: `stack ${stackName} of ${app}: ${problem}${where}`,
      why: `the template ${templateFile} can't be resolved`,
      fix: 'correct the app and run npm run synth',
    });
  }

  #parameter(name: string): unknown {
    const parameter = this.#stack.template.Parameters?.[name];
    if (parameter === undefined || parameter.Default === undefined) {
      return this.refuse(`parameter ${name} has no default value, and the local cloud passes none`);
    }
    const value = String(parameter.Default);
    switch (parameter.Type) {
      case 'AWS::SSM::Parameter::Value<String>':
        return this.parameterValue(value);
      case 'AWS::SSM::Parameter::Value<List<String>>':
        return this.parameterValue(value).split(',');
      case 'CommaDelimitedList':
        return value.split(',');
      case 'String':
      case 'Number':
        return value;
    }
    return this.refuse(`parameter ${name} has type ${parameter.Type}, which is not simulated`);
  }

  #once<T>(reference: string, answer: () => T): T {
    if (this.#open.includes(reference)) return this.refuse(`${reference} refers to itself`);
    this.#open.push(reference);
    try {
      return answer();
    } finally {
      this.#open.pop();
    }
  }

  #refuseResource(logicalId: string, resource: TemplateResource, problem: string): never {
    throw unsupported(this.#stack, logicalId, resource.Type, problem);
  }
}

/** Refusal of a resource: names type, resource, stack and file. */
export function unsupported(stack: Stack, logicalId: string, type: string, problem: string): LocalCloudError {
  return new LocalCloudError({
    code: 'resource_unsupported',
    what: `${problem}: resource ${logicalId} (${type}) of stack ${stack.stackName} in ${stack.app}`,
    why: `what the local cloud would ignore could fail on AWS; it was read in ${stack.templateFile}`,
    fix: 'leave it out, or teach tools/local-cloud/src/definitions/kinds about it; docs/local-cloud.md lists what is there',
  });
}
