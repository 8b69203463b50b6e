import { join } from 'node:path';

export { buildPage, type PageFile } from './build-page.ts';
export { demoKeyFile, readDemoKey } from './demo-key.ts';
export { demoMerchantId } from './wire.ts';

/** Module for `LocalCloudOptions.console`. */
export const consoleModule: string = join(import.meta.dirname, 'server', 'start-console.ts');
