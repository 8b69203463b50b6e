import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import absolutePath from 'swagger-ui-dist/absolute-path.js';
import { type PageFile, pageFile } from '../../page-file.ts';

const documents = join(import.meta.dirname, '..', '..', '..', '..', '..', 'docs', 'reference');

/** Files by path, with where they are and what they are. */
const known: Readonly<Record<string, readonly [path: string, type: string]>> = {
  '/vendor/swagger-ui-bundle.js': [join(absolutePath(), 'swagger-ui-bundle.js'), 'text/javascript; charset=utf-8'],
  '/vendor/swagger-ui.css': [join(absolutePath(), 'swagger-ui.css'), 'text/css; charset=utf-8'],
  ...Object.fromEntries(
    ['validation.openapi', 'transactions.openapi', 'notifications.openapi', 'merchants.openapi', 'events.asyncapi'].map(
      (name) => [`/documents/${name}.json`, [join(documents, `${name}.json`), 'application/json']],
    ),
  ),
};

/** Files of the reference, which is ten times as large as the rest: read and packed when somebody asks for them. */
export class ReferenceFiles {
  readonly #packed = new Map<string, Promise<PageFile>>();

  /** @returns undefined when there is no such file */
  async find(path: string): Promise<PageFile | undefined> {
    const [file, type] = Object.hasOwn(known, path) ? (known[path] ?? []) : [];
    if (file === undefined || type === undefined) return undefined;
    const packed = this.#packed.get(path) ?? readFile(file).then((content) => pageFile(type, content));
    this.#packed.set(path, packed);
    return await packed;
  }
}
