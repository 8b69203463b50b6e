import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectFolders } from '../project-folders.ts';
import { commitSubjectOf } from './commit-subject.ts';
import { GitHistory } from './git-history.ts';
import { publishedChanges } from './published-changes.ts';
import { releaseFaults } from './release-faults.ts';

const ownFile = 'tools/workspace/src/release/check-release.ts';

/**
 * Says what stands against a release of the repository in a folder: subjects that nobody can read, and changes that break without saying so.
 *
 * Before the first release, subjects are looked at from the commit on that brought this file.
 */
export function faultsOfRelease(root: string): readonly string[] {
  const history = new GitHistory(root);
  const base = history.newestRelease() ?? history.broughtBy(ownFile);
  const subjects = base === undefined ? [] : history.since(base).map(({ subject }) => subject);
  const services = projectFolders(root).filter((folder) => folder.startsWith('services/'));
  return [...subjects.flatMap(faultOf), ...services.flatMap((folder) => faultsOfService(history, folder))];
}

function faultOf(subject: string): readonly string[] {
  try {
    commitSubjectOf(subject);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function faultsOfService(history: GitHistory, folder: string): readonly string[] {
  const project = basename(folder);
  const base = history.lastRelease(project);
  if (base === undefined) return [];
  const saysBreaking = history
    .since(base)
    .some(
      ({ subject, body }) =>
        isBreaking(subject, project) || (isOf(subject, project) && /^BREAKING[ -]CHANGE: /m.test(body)),
    );
  return releaseFaults({ project, changes: publishedChanges(history, project, base), saysBreaking });
}

const isOf = (subject: string, project: string): boolean =>
  faultOf(subject).length === 0 && commitSubjectOf(subject).projects.includes(project);
const isBreaking = (subject: string, project: string): boolean =>
  isOf(subject, project) && commitSubjectOf(subject).isBreaking;

if (import.meta.main) {
  const root = join(import.meta.dirname, '../../../..');
  // An archive of the sources has no history to look at.
  const faults = existsSync(join(root, '.git')) ? faultsOfRelease(root) : [];
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}
