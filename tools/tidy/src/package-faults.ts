/** The lines that fit a screen, with room for the headings that every service's README has. */
const readmeLinesMax = 120;

/** Packages that nobody imports: they are deployed, or run as commands. */
const faceless = /^(platform|services\/.+|tools\/(cli|tidy|workspace))$/;

interface FoundPackage {
  /** Tracked files, relative to the root. */
  readonly files: readonly string[];
  readonly readme: string | undefined;
  readonly exports: Readonly<Record<string, string>> | undefined;
}

/** Says what a package lacks for a reader who meets it first. */
export function faultsOf(folder: string, { files, readme, exports = {} }: FoundPackage): readonly string[] {
  const faults: string[] = [];
  const lines = readme?.trimEnd().split('\n') ?? [];
  if (readme === undefined) faults.push(`${folder} has no README.md`);
  else if (lines.length < 3) faults.push(`${folder}/README.md says nothing`);
  else if (readme.split('\n').length > readmeLinesMax)
    faults.push(`${folder}/README.md has more than ${readmeLinesMax} lines`);
  if (faceless.test(folder) || files.length === 0) return faults;
  if (!files.includes(`${folder}/src/index.ts`)) faults.push(`${folder} has no src/index.ts: its face`);
  else if (exports['.'] !== './src/index.ts') faults.push(`${folder}/package.json: exports must name ./src/index.ts`);
  return faults;
}
