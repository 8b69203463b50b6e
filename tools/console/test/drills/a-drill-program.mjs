// In the place of `redoubt`: says what a drill says, leaves a report, and does what its seed asks for.
// Seeds: 0 passes, 4 and 5 end with that exit code, 9 runs until it is stopped, 1 can't be carried out.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const args = process.argv.slice(2);
const argumentOf = (name) => args[args.indexOf(name) + 1];
if (args[1] === 'list') {
  console.log(JSON.stringify([{ name: 'region-loss', summary: 'the active region is lost' }]));
  process.exit(0);
}
process.on('SIGINT', () => {
  console.error('SIGINT: stopping what was started');
  process.exit(130);
});
const seed = Number(argumentOf('--seed'));
console.error(`arguments ${JSON.stringify(args)}`);
console.error('+  1.20 s  start     us-east-1  is ready');
if (seed === 1) {
  console.error('redoubt: port_in_use: port 4700 is in use');
  process.exit(3);
}
if (seed === 9) setInterval(() => {}, 1000);
else {
  console.error('+ 21.27 s  kill      us-east-1  us-east-1 is gone');
  const folder = argumentOf('--out');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), '{}');
  process.exitCode = seed;
}
