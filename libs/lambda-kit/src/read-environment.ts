import type { z } from 'zod';

/**
 * Reads a function's environment once, when it starts.
 *
 * @throws Error that names every variable that is missing or wrong; values are not shown, they may be secret.
 */
export function readEnvironment<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<Schema> {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const variables = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`);
  throw new Error(
    `environment variables are missing or wrong: ${variables.join(', ')}; set them in the service's stack`,
  );
}
