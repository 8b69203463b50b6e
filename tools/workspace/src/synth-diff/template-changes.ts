/** A CloudFormation template, of which resources alone are compared. */
export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Types that hold data: a line about one of them is read twice. */
const holdsData = /^AWS::(DynamoDB|RDS|S3|KMS|SecretsManager|Backup|SQS)::/;

/**
 * Changes of the resources between two templates of one stack, a line each: `+` new, `-` gone, `~` with the properties that changed.
 *
 * A template that is not there has no resources.
 */
export function templateChanges(before: Template = {}, after: Template = {}): readonly string[] {
  const [old, now] = [before.Resources ?? {}, after.Resources ?? {}];
  const ids = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  return ids.flatMap((id) => {
    const [was, is] = [old[id], now[id]];
    if (was === undefined) return is === undefined ? [] : [`+ ${is.Type} ${id}`];
    if (is === undefined) return [`- ${was.Type} ${id}${holdsData.test(was.Type) ? ' (holds data)' : ''}`];
    const changed = changedProperties(was, is);
    return changed.length === 0 ? [] : [`~ ${is.Type} ${id}: ${changed.join(', ')}`];
  });
}

function changedProperties(was: Resource, is: Resource): readonly string[] {
  const [old, now] = [was.Properties ?? {}, is.Properties ?? {}];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  const changed = names.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
  return was.Type === is.Type ? changed : ['Type', ...changed];
}
