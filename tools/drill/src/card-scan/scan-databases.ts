import { relative } from 'node:path';
import pg from 'pg';
import { DrillError } from '../drill-error.ts';
import { scanFiles } from './scan-files.ts';

/**
 * Looks through the files of databases, write-ahead log included, wherever they are: as root they may lie outside the local
 * cloud's folder.
 *
 * @param dataDir a folder that is looked through anyway: databases below it are counted and not read again
 * @param urls of databases that run, by their names for places
 * @throws DrillError `evidence_missing` when one can't be asked where it keeps its files
 */
export async function scanDatabases(
  dataDir: string,
  urls: Readonly<Record<string, string>>,
): Promise<{
  readonly places: readonly string[];
  readonly looked: { readonly files: number; readonly megabytes: number; readonly databases: number };
}> {
  const places: string[] = [];
  let [files, megabytes, databases] = [0, 0, 0];
  // One after the other: the disk is read once at a time.
  for (const [name, url] of Object.entries(urls)) {
    const folder = await folderOf(name, url);
    databases++;
    if (!relative(dataDir, folder).startsWith('..')) continue;
    const scan = await scanFiles(folder);
    places.push(...scan.places.map((place) => `${name}: ${place}`));
    files += scan.looked.files;
    megabytes += scan.looked.megabytes;
  }
  return { places, looked: { files, megabytes, databases } };
}

async function folderOf(name: string, url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, statement_timeout: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ readonly data_directory: string }>('show data_directory');
    return rows[0]?.data_directory ?? '';
  } catch (cause) {
    throw new DrillError('evidence_missing', `${name} does not say where it keeps its files`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}
