import { createHash } from 'node:crypto';
import { appendFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * Makes another version of a synthesized app: the same functions with other bytes, under other digests.
 *
 * @param change what is wrong with it, by the file name and text of each template
 * @returns the folder, which holds a `cdk.out`
 */
export async function otherVersion(
  app: string,
  {
    into,
    change = (_, text) => text,
  }: { readonly into: string; readonly change?: (file: string, text: string) => string },
): Promise<string> {
  const folder = join(into, basename(app));
  const output = join(folder, 'cdk.out');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(app, 'cdk.out'), output, { recursive: true });
  const names = await readdir(output);
  const digests = new Map<string, string>();
  for (const name of names) {
    const [, digest] = /^asset\.([0-9a-f]{64})$/.exec(name) ?? [];
    if (digest === undefined || !(await readdir(join(output, name))).includes('index.mjs')) continue;
    const other = createHash('sha256').update(`${digest} of another version`).digest('hex');
    await appendFile(join(output, name, 'index.mjs'), '\n// another version\n');
    await rename(join(output, name), join(output, `asset.${other}`));
    digests.set(digest, other);
  }
  for (const file of names.filter((name) => name.endsWith('.json'))) {
    const text = await readFile(join(output, file), 'utf8');
    const renamed = text
      .replaceAll(/[0-9a-f]{64}/g, (digest) => digests.get(digest) ?? digest)
      // CDK names a version by a digest of its function: triggers run when it is another one.
      .replaceAll(/\b\w*CurrentVersion\w*\b/g, (id) => `${id}Other`);
    await writeFile(join(output, file), file.endsWith('.template.json') ? change(file, renamed) : renamed);
  }
  return folder;
}
