/** Targets of intrinsic functions: one stack's parameters, resources, conditions and mappings. */
export interface Scope {
  /** `Ref`: a parameter, a pseudo parameter or a resource. */
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, top: string, second: string): unknown;
  importValue(name: string): unknown;
  availabilityZones(region: string): readonly string[];
  /** `{{resolve:ssm:<name>}}`. */
  parameterValue(name: string): string;
  /** Throws, saying where in which template. */
  refuse(problem: string): never;
}

/** Stands for `AWS::NoValue`: the property is left out. */
export const noValue: unique symbol = Symbol('AWS::NoValue');

/** Resolves every intrinsic function below a value. Dynamic references to secrets stay: they are read at run time. */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return withParameterReferences(value, scope);
  if (Array.isArray(value)) return value.map((item) => evaluate(item, scope)).filter((item) => item !== noValue);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value);
  const [only] = members;
  if (members.length === 1 && only !== undefined && isIntrinsic(only[0])) return call(only[0], only[1], scope);
  return Object.fromEntries(
    members
      .map(([name, member]) => [name, evaluate(member, scope)] as const)
      .filter(([, member]) => member !== noValue),
  );
}

const referred = new WeakMap<object, readonly string[]>();

/**
 * Logical ids, and other names, that a value refers to by `Ref`, `Fn::GetAtt` and `Fn::Sub`.
 *
 * Resolution and checks ask for the same properties: each object is walked once.
 */
export function referencesIn(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  const known = referred.get(value);
  if (known !== undefined) return known;
  const names: string[] = [];
  collectReferences(value, names);
  referred.set(value, names);
  return names;
}

function collectReferences(value: unknown, names: string[]): void {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const item of value) collectReferences(item, names);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    if (name === 'Ref') names.push(String(member));
    else if (name === 'Fn::GetAtt') names.push(String(Array.isArray(member) ? member[0] : member).split('.')[0] ?? '');
    else {
      collectReferences(member, names);
      if (name !== 'Fn::Sub') continue;
      const text = String(Array.isArray(member) ? member[0] : member);
      for (const [, id] of text.matchAll(/\$\{([^!}.]+)/g)) names.push(id ?? '');
    }
  }
}

function isIntrinsic(name: string): boolean {
  return name === 'Ref' || name === 'Condition' || name.startsWith('Fn::');
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => scope.ref(text(name, 'Ref', scope)),
  Condition: (name, scope) => scope.condition(text(name, 'Condition', scope)),
  'Fn::GetAtt': (argument, scope) => {
    const parts = Array.isArray(argument) ? argument : String(argument).split('.');
    const [logicalId, ...attribute] = parts.map((part) => text(evaluate(part, scope), 'Fn::GetAtt', scope));
    return scope.attribute(logicalId ?? '', attribute.join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [separator, items] = list(argument, 'Fn::Join', scope);
    return list(evaluate(items, scope), 'Fn::Join', scope)
      .map((item) => text(item, 'Fn::Join', scope))
      .join(text(separator, 'Fn::Join', scope));
  },
  'Fn::Select': (argument, scope) => {
    const [index, items] = list(argument, 'Fn::Select', scope);
    const found = list(evaluate(items, scope), 'Fn::Select', scope)[Number(evaluate(index, scope))];
    return found ?? scope.refuse(`Fn::Select has no item ${String(index)}`);
  },
  'Fn::Split': (argument, scope) => {
    const [separator, source] = list(argument, 'Fn::Split', scope);
    return text(evaluate(source, scope), 'Fn::Split', scope).split(text(separator, 'Fn::Split', scope));
  },
  'Fn::Sub': (argument, scope) => {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    return substitute(text(template, 'Fn::Sub', scope), (variables ?? {}) as Record<string, unknown>, scope);
  },
  'Fn::ImportValue': (name, scope) => scope.importValue(text(evaluate(name, scope), 'Fn::ImportValue', scope)),
  'Fn::FindInMap': (argument, scope) => {
    const [map, top, second] = list(evaluate(argument, scope), 'Fn::FindInMap', scope).map(String);
    return scope.mapping(map ?? '', top ?? '', second ?? '');
  },
  'Fn::GetAZs': (region, scope) => scope.availabilityZones(String(evaluate(region, scope))),
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = list(argument, 'Fn::If', scope);
    return evaluate(scope.condition(text(name, 'Fn::If', scope)) ? yes : no, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(evaluate(argument, scope), 'Fn::Equals', scope);
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::Not': (argument, scope) => evaluate(list(argument, 'Fn::Not', scope)[0], scope) !== true,
  'Fn::And': (argument, scope) => list(argument, 'Fn::And', scope).every((item) => evaluate(item, scope) === true),
  'Fn::Or': (argument, scope) => list(argument, 'Fn::Or', scope).some((item) => evaluate(item, scope) === true),
};

function call(name: string, argument: unknown, scope: Scope): unknown {
  const intrinsic = intrinsics[name];
  return intrinsic === undefined
    ? scope.refuse(`${name} is not simulated; it knows ${Object.keys(intrinsics).join(', ')}`)
    : intrinsic(argument, scope);
}

/** `${Name}`, `${Name.Attribute}`, and `${!Literal}`, which stays as `${Literal}`. */
function substitute(template: string, variables: Readonly<Record<string, unknown>>, scope: Scope): string {
  return template.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    if (name in variables) return text(evaluate(variables[name], scope), 'Fn::Sub', scope);
    const [logicalId, ...attribute] = name.split('.');
    const found = attribute.length === 0 ? scope.ref(name) : scope.attribute(logicalId ?? '', attribute.join('.'));
    return text(found, 'Fn::Sub', scope);
  });
}

/** A dynamic reference to a plain parameter is a value of deployment; one to a secret is left for the reader of secrets. */
function withParameterReferences(value: string, scope: Scope): string {
  return value.replaceAll(/\{\{resolve:ssm:([^:}]+)(?::\d+)?\}\}/g, (_, name: string) => scope.parameterValue(name));
}

function text(value: unknown, where: string, scope: Scope): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return scope.refuse(`${where} needs text, got ${JSON.stringify(value)}`);
}

function list(value: unknown, where: string, scope: Scope): readonly unknown[] {
  return Array.isArray(value) ? value : scope.refuse(`${where} needs a list, got ${JSON.stringify(value)}`);
}
