import { createHash } from 'node:crypto';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import { finish } from '../finish.ts';
import { editFile } from '../text/edit-file.ts';
import { assertService } from '../text/service-of.ts';

export interface EventOptions {
  readonly name: string;
  readonly service: string;
}

const catalog = 'libs/contracts/src/events/events.ts';
const face = 'libs/contracts/src/index.ts';
const samples = 'libs/contracts/test/samples/events.ndjson';

/** When the published sample of a generated event happened; any time would do. */
const sampleTime = '2026-11-29T10:00:00.000Z';

/** Declares an event that a service announces: in the catalog, with a published sample and in the reference. */
export default function generateEvent(tree: Tree, { name, service }: EventOptions): GeneratorCallback {
  if (!/^([A-Z][a-z]+){2,}$/.test(name)) throw new Error(`an event is named like DisputeOpened, got ${name}`);
  assertService(tree, service);
  if (tree.read(catalog, 'utf8')?.includes(`  ${name},\n`)) throw new Error(`${name} is an event already`);
  const file = `${service}-events.ts`;
  declare(tree, `libs/contracts/src/events/${file}`, { name, service });
  const path = `./${file}`;
  addImport(tree, { file: catalog, keyword: 'import', name, path });
  addImport(tree, { file: face, keyword: 'export', name, path: `./events/${file}` });
  editFile(tree, { file: catalog, at: /\n\} as const;\n$/, by: (found) => `\n  ${name},${found}` });
  tree.write(samples, `${tree.read(samples, 'utf8') ?? ''}${sampleOf(name, service)}\n`);
  return finish(tree, { writers: [{ folder: 'libs/contracts', program: 'bin/write-reference.ts' }] });
}

function declare(tree: Tree, file: string, { name, service }: EventOptions): void {
  const head = [
    "import { z } from 'zod';",
    "import { MerchantId, PaymentId } from '../ids.ts';",
    "import { defineEvent } from './envelope.ts';",
  ];
  const text = tree.read(file, 'utf8') ?? `${head.join('\n')}\n`;
  const missing = ['MerchantId', 'PaymentId'].filter((id) => !new RegExp(`import .*\\b${id}\\b`).test(text));
  const imports = missing.map((id) => `import { ${id} } from '../ids.ts';\n`).join('');
  const declaration = [
    '',
    `/** ${service} says here what has happened. Subject is the payment. */`,
    `export const ${name} = defineEvent(`,
    `  '${name}',`,
    `  'payments.${service}',`,
    '  z.object({ paymentId: PaymentId, merchantId: MerchantId }),',
    ');',
    '',
  ];
  tree.write(file, `${imports}${text}${declaration.join('\n')}`);
}

interface Import {
  readonly file: string;
  readonly keyword: 'import' | 'export';
  readonly name: string;
  readonly path: string;
}

/** Adds a name to the import or export of a module, or a new one at the top: the formatter puts it in its place. */
function addImport(tree: Tree, { file, keyword, name, path }: Import): void {
  const text = tree.read(file, 'utf8') ?? '';
  const existing = new RegExp(`^${keyword} \\{([^}]*)\\} from '${path.replaceAll('.', '\\.')}';$`, 'm');
  const changed = existing.test(text)
    ? text.replace(
        existing,
        (_, names: string) => `${keyword} {${names.trimEnd().replace(/,$/, '')}, ${name} } from '${path}';`,
      )
    : `${keyword} { ${name} } from '${path}';\n${text}`;
  tree.write(file, changed);
}

/** A published sample, which must stay readable for ever. */
function sampleOf(name: string, service: string): string {
  const uuid = (part: string): string => {
    const digits = createHash('sha256').update(`${name} ${part}`).digest('hex');
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-5${digits.slice(13, 16)}-9${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
  };
  const paymentId = `pay_${'0'.repeat(32)}`;
  return JSON.stringify({
    specversion: '1.0',
    id: uuid('id'),
    source: `payments.${service}`,
    type: name,
    subject: paymentId,
    time: sampleTime,
    datacontenttype: 'application/json',
    correlationid: uuid('command'),
    causationid: uuid('command'),
    commandid: uuid('command'),
    epoch: 1,
    originregion: 'us-east-1',
    aggregateversion: 1,
    data: { paymentId, merchantId: 'acme' },
  });
}
