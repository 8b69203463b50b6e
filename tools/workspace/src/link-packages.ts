import { mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Gives a checkout the packages of another one, without installing them; packages of the repository are the checkout's own. */
export function linkPackages(from: string, to: string): void {
  const [packages, links] = [join(from, 'node_modules'), join(to, 'node_modules')];
  mkdirSync(join(links, '@redoubt'), { recursive: true });
  for (const name of readdirSync(packages))
    if (name !== '@redoubt') symlinkSync(join(packages, name), join(links, name));
  for (const name of readdirSync(join(packages, '@redoubt')))
    symlinkSync(readlinkSync(join(packages, '@redoubt', name)), join(links, '@redoubt', name));
}
