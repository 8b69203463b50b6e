import { join } from 'node:path';

/** The workspace's root folder. */
export const root = join(import.meta.dirname, '..', '..', '..');
