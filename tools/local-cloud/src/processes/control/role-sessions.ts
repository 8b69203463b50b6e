import { newToken } from '../../protocol/control-token.ts';
import { LocalCloudError } from '../../protocol/local-cloud-error.ts';
import type { RegionModel } from '../../protocol/resolved.ts';
import { type RoleCredentials, roleCredentials, sessionName } from '../../protocol/role-credentials.ts';

/** STS' default, and the longest that a role allows unless it says otherwise. */
const sessionMs = 3_600_000;

/** Gives out credentials of the roles that people may assume, to whoever controls the cloud: no trust policy is asked. */
export class RoleSessions {
  /** Key that regions know the credentials by. */
  readonly key = newToken();
  readonly names: readonly string[];

  /** @param model of any region: roles are the same in all */
  constructor(model: Pick<RegionModel, 'roles'> | undefined) {
    const roles = (model?.roles ?? []).filter(({ type }) => type === 'AWS::IAM::Role');
    this.names = roles.map(({ physicalId }) => physicalId);
  }

  /**
   * Credentials for an hour.
   *
   * @param session name of the session, of whoever acts: it ends the `userArn` that functions see
   * @throws LocalCloudError `role_refused`
   */
  assume(roleName: string, session: string): RoleCredentials {
    const { names } = this;
    if (!names.includes(roleName)) {
      throw refused(`no role that people may assume is called ${roleName}`, `there are ${names.join(', ') || 'none'}`);
    }
    if (!sessionName.test(session)) {
      throw refused(
        `a session can not be called ${JSON.stringify(session)}`,
        'STS takes 2 to 64 letters, digits and _+=,.@-',
      );
    }
    return roleCredentials(this.key, { roleName, session, expiresAt: Date.now() + sessionMs });
  }
}

function refused(what: string, why: string): LocalCloudError {
  return new LocalCloudError({ code: 'role_refused', what, why, fix: 'redoubt role list' });
}
