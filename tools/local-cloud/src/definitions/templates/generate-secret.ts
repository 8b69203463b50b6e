import { randomInt } from 'node:crypto';
import type { ResolvedResource } from '../../protocol/resolved.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** The part of `GenerateSecretString` that is honored, under AWS's names. */
interface Generation {
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
}

/**
 * Turns `GenerateSecretString` into a `SecretString`, as Secrets Manager does when the secret is created: once, so that
 * all replicas hold the same value. Other resources come back as they are.
 */
export function generateSecret(resource: ResolvedResource): ResolvedResource {
  const { GenerateSecretString, ...properties } = resource.properties;
  if (resource.type !== 'AWS::SecretsManager::Secret' || properties['SecretString'] !== undefined) return resource;
  const generation = (GenerateSecretString ?? {}) as Generation;
  const password = passwordOf(generation);
  const { SecretStringTemplate, GenerateStringKey } = generation;
  const SecretString =
    SecretStringTemplate === undefined || GenerateStringKey === undefined
      ? password
      : JSON.stringify({ ...(JSON.parse(SecretStringTemplate) as object), [GenerateStringKey]: password });
  return { ...resource, properties: { ...properties, SecretString } };
}

function passwordOf(generation: Generation): string {
  const alphabet = [
    generation.ExcludeLowercase === true ? '' : lower,
    generation.ExcludeUppercase === true ? '' : lower.toUpperCase(),
    generation.ExcludeNumbers === true ? '' : digits,
    generation.ExcludePunctuation === true ? '' : punctuation,
  ]
    .join('')
    .split('')
    .filter((letter) => generation.ExcludeCharacters?.includes(letter) !== true);
  // 32 characters are what Secrets Manager makes when no length is given.
  const length = generation.PasswordLength ?? 32;
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
