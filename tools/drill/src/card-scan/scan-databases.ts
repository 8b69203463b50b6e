import { relative } from 'node:path';
import pg from 'pg';
import { DrillError } from '../drill-error.ts';
import { scanFiles } from './scan-files.ts';

/**
 * Searches the files of databases, write-ahead log included. As root they may lie outside the local cloud's folder.
 *
 * @param dataDir a folder that is searched anyway: databases below it are counted and not read again
 * @param urls of databases that run, by their names for places
 * @throws DrillError `evidence_missing` when a data directory can't be read from the database
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
  // One at a time, for the disk.
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
    throw new DrillError('evidence_missing', `${name} can't be asked for its data directory`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}
