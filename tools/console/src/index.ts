import { join } from 'node:path';

export { buildPage } from './build-page.ts';
export { demoKeyFile, readDemoKey } from './demo-key.ts';
export type { PageFile } from './page-file.ts';
export { demoMerchantId } from './wire.ts';

/** Module for `LocalCloudOptions.console`. */
export const consoleModule: string = join(import.meta.dirname, 'server', 'start-console.ts');
