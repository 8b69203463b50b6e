import { join } from 'node:path';
import changelogRenderer from 'nx/release/changelog-renderer';
import { changeLines } from './change-lines.ts';
import { GitHistory } from './git-history.ts';
import { publishedChanges } from './published-changes.ts';

const root = join(import.meta.dirname, '../../../..');

/** Nx's notes of one project, with what its published documents say anew. */
export default class ChangelogRenderer extends changelogRenderer.default {
  override async render(): Promise<string> {
    const notes = await super.render();
    if (this.project === null) return notes;
    const history = new GitHistory(root);
    const base = history.lastRelease(this.project);
    if (base === undefined) return notes;
    const lines = changeLines(publishedChanges(history, this.project, base));
    return [notes, ...lines]
      .join('\n\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim();
  }
}
