import { startLocalCloud } from '../../../src/index.ts';

/** A program that starts a cloud, says so, and is killed by the test: `start-and-wait.ts <app> <data dir> <port base>`. */
const [app = '', dataDir = '', portBase = ''] = process.argv.slice(2);
await startLocalCloud({ apps: [app], dataDir, portBase: Number(portBase) });
process.send?.('ready');
