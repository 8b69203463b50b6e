interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

interface Lockfile {
  readonly packages: Readonly<Record<string, object>>;
}

/** The lockfile with one more package of the repository, as `npm install` writes it: nothing is asked of a registry. */
export function withPackage(lockfile: string, folder: string, { name, version, dependencies }: Manifest): string {
  const { packages, ...rest } = JSON.parse(lockfile) as Lockfile;
  const all = {
    ...packages,
    [`node_modules/${name}`]: { resolved: folder, link: true },
    [folder]: { name, version, dependencies },
  };
  const sorted = Object.entries(all).sort(([left], [right]) => left.localeCompare(right, 'en'));
  return `${JSON.stringify({ ...rest, packages: Object.fromEntries(sorted) }, null, 2)}\n`;
}
