import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNames } from '@redoubt/drill/records';
import { isSame } from '@redoubt/local-cloud';
import { type PageFile, pageFile } from '../../page-file.ts';
import type { DrillRecords } from './drill-records.ts';

/** A report has its style within, and nothing else: no script, no picture, no link that leads elsewhere. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Reports of drills as pages of their own.
 *
 * A browser that opens a link can't show the key of the cloud, so that the path carries a ticket: it is new with each start, is told to
 * who has the key, and opens reports alone.
 */
export class ReportFiles {
  readonly #records: Pick<DrillRecords, 'pathOf'>;
  readonly #ticket = randomBytes(16).toString('base64url');

  constructor(records: Pick<DrillRecords, 'pathOf'>) {
    this.#records = records;
  }

  /** Folder and name of the file are appended to it. */
  get path(): string {
    return `/reports/${this.#ticket}/`;
  }

  /** The report behind a path; undefined when there is none, or its ticket is a wrong one. */
  async find(path: string): Promise<PageFile | undefined> {
    const [, ticket, name] = /^\/reports\/([^/]+)\/(.+)$/.exec(path) ?? [];
    if (name === undefined || !isSame(ticket, this.#ticket) || !name.endsWith(`/${fileNames.page}`)) return undefined;
    const wanted = decoded(name.slice(0, -fileNames.page.length - 1));
    // Only names of folders that are there are put together to a path.
    const folder = wanted === undefined ? undefined : await this.#records.pathOf(wanted);
    if (folder === undefined) return undefined;
    const page = await readFile(join(folder, fileNames.page)).catch(() => undefined);
    return page === undefined ? undefined : { ...pageFile('text/html; charset=utf-8', page), policy };
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
