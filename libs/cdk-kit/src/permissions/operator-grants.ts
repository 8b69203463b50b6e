import { ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type OperatorRole, operatorRoleName, operatorRoles, regionalName } from '../naming.ts';
import { regionalStackOf } from '../regional-stack.ts';
import { wildcardStatement } from './wildcard-grants.ts';

/** A method of an API that operators invoke. */
export interface OperatorRoute {
  readonly method: string;
  /** As the API has it, e.g. `/v1/merchants/{id}/terms`. */
  readonly path: string;
}

const action = 'execute-api:Invoke';

/** Decisions on what somebody else has asked for: who asks may not decide. */
const decisions = /\/(approvals|rejections)$/;

/** Roles that may invoke a route: everyone may look. */
export function rolesFor({ method, path }: OperatorRoute): readonly OperatorRole[] {
  if (method === 'GET') return operatorRoles;
  return [decisions.test(path) ? 'approver' : 'operator'];
}

/**
 * Lets the operators' roles of the platform invoke the routes of one API, by their exact ARNs: a policy for each role, which the service
 * attaches by the role's name. The platform can't know the APIs, and a pattern over all of an account's would reach those of others.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export class OperatorGrants extends Construct {
  readonly #arnOf: (route: OperatorRoute) => string;
  readonly #name: string;
  readonly #routes: OperatorRoute[] = [];
  readonly #statements = new Map<string, PolicyStatement>();

  /**
   * @param props.name of the API's service; names the policies
   * @param props.arnOf ARN of a method, by its path with `*` for each id
   */
  constructor(
    scope: Construct,
    id: string,
    { name, arnOf }: { readonly name: string; readonly arnOf: (route: OperatorRoute) => string },
  ) {
    super(scope, id);
    this.#name = name;
    this.#arnOf = arnOf;
  }

  /** @throws Error when a role could invoke a route of another role by it */
  add(route: OperatorRoute): void {
    for (const other of this.#routes) {
      const reached = [reach(route, other), reach(other, route)].find((message) => message !== undefined);
      if (reached !== undefined) throw new Error(`${this.node.path}: ${reached}`);
    }
    this.#routes.push(route);
    for (const role of rolesFor(route)) this.#allow(role, route);
  }

  /** One statement for routes without ids, one for those with. */
  #allow(role: OperatorRole, route: OperatorRoute): void {
    const path = patternOf(route);
    const key = `${role} ${path === route.path}`;
    const resource = this.#arnOf({ ...route, path });
    const known = this.#statements.get(key);
    if (known !== undefined) {
      known.addResources(resource);
      return;
    }
    const grant = { actions: [action], resources: [resource] };
    const statement = path === route.path ? new PolicyStatement(grant) : wildcardStatement('OperatorRoutes', grant);
    this.#statements.set(key, statement);
    this.#policyOf(role).addStatements(statement);
  }

  #policyOf(role: OperatorRole): ManagedPolicy {
    const found = this.node.tryFindChild(role);
    if (found instanceof ManagedPolicy) return found;
    const { topology, region } = regionalStackOf(this);
    return new ManagedPolicy(this, role, {
      // A policy is one for all regions, and each region has an API of its own.
      managedPolicyName: regionalName(topology, region, `${this.#name}-${role}`),
      description: `Routes of ${this.#name} in ${region} for the role ${operatorRoleName(topology, role)}`,
      roles: [Role.fromRoleName(this, `${role}Role`, operatorRoleName(topology, role))],
    });
  }
}

/** Ids stand for anything, slashes included. */
function patternOf({ path }: OperatorRoute): string {
  return path.replaceAll(/\{[^}]+\}/g, '*');
}

/** Says that the grant of a route fits another one, which is not for all of the same roles; undefined otherwise. */
function reach(route: OperatorRoute, other: OperatorRoute): string | undefined {
  const isLeftOut = rolesFor(route).some((role) => !rolesFor(other).includes(role));
  const literal = patternOf(route).replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`^${literal.replaceAll('*', '.*')}$`);
  if (route.method !== other.method || !isLeftOut || !pattern.test(other.path)) return undefined;
  const [from, to] = [route, other].map((each) => `${each.method} ${each.path} (${rolesFor(each).join(', ')})`);
  return `a grant of ${from} reaches ${to} too: the ids in a grant stand for slashes as well; name one of the paths otherwise`;
}
