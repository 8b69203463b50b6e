import type { RegionModel } from '../protocol/resolved.ts';

/** `{{resolve:secretsmanager:<ARN or name>:SecretString:<JSON key>::}}`, as CloudFormation resolves it at deployment. */
const reference = /^\{\{resolve:secretsmanager:(?<id>.+?):SecretString(?::(?<key>[^:}]*))?(?::[^}]*)?\}\}$/;

/** Value of a secret of this region, by ARN (with or without its six random characters) or name; undefined if there is none. */
export function secretValue(model: RegionModel, id: string): string | undefined {
  const secret = model.resources.find(
    ({ type, physicalId, properties }) =>
      type === 'AWS::SecretsManager::Secret' &&
      (physicalId === id || physicalId.replace(/-[A-Za-z0-9]{6}$/, '') === id || properties['Name'] === id),
  );
  const value = secret?.properties['SecretString'];
  return typeof value === 'string' ? value : undefined;
}

/**
 * Replaces a reference to a secret by its value; other text comes back as it is.
 *
 * @throws Error when the secret or its key does not exist in this region
 */
export function resolveSecretReference(model: RegionModel, text: string): string {
  const { id, key } = reference.exec(text)?.groups ?? {};
  if (id === undefined) return text;
  const value = secretValue(model, id);
  if (value === undefined)
    throw new Error(`no secret ${id} in ${model.region}, which ${text} refers to; deploy it before`);
  if (key === undefined || key === '') return value;
  const parsed: unknown = JSON.parse(value);
  const member = typeof parsed === 'object' && parsed !== null ? new Map(Object.entries(parsed)).get(key) : undefined;
  if (typeof member !== 'string') throw new Error(`secret ${id} has no text under ${key}, which ${text} refers to`);
  return member;
}
