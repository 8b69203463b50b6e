import { AwsError } from '../../protocol/aws/aws-call.ts';

/** Most objects in a call. */
const objectsMax = 1000;
/** Unicode ends here. */
const codePointMax = 0x10ffff;

/** Input of DeleteObjects. */
export interface DeleteDocument {
  /** Only failures are answered. */
  readonly isQuiet: boolean;
  readonly objects: readonly { readonly key: string; readonly versionId?: string }[];
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const document = /^(?:<\?xml[^>]*\?>)?\s*<Delete(?:\s[^>]*)?>(.*)<\/Delete>\s*$/s;
const quiet = /<Quiet>(true|false)<\/Quiet>/;
const object = /<Object>(?:<Key>([^<]+)<\/Key>|<VersionId>([^<]+)<\/VersionId>|\s)+<\/Object>/g;

/**
 * Reads the one document that clients send to this part.
 *
 * @throws AwsError `MalformedXML` for anything that is not read, conditions on single objects included
 */
export function readDeleteDocument(xml: string): DeleteDocument {
  const [, content] = document.exec(xml) ?? [];
  if (content === undefined) throw malformed();
  const objects = [...content.matchAll(object)].map(([text]) => {
    const [, key] = /<Key>([^<]+)<\/Key>/.exec(text) ?? [];
    const [, versionId] = /<VersionId>([^<]+)<\/VersionId>/.exec(text) ?? [];
    if (key === undefined) throw malformed();
    return { key: plainText(key), ...(versionId === undefined ? {} : { versionId: plainText(versionId) }) };
  });
  const rest = content.replaceAll(object, '').replace(quiet, '').trim();
  if (rest !== '' || objects.length === 0 || objects.length > objectsMax) throw malformed();
  return { isQuiet: quiet.exec(content)?.[1] === 'true', objects };
}

function plainText(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (_, name: string) => {
    const code = /^#(x?)([0-9a-f]+)$/i.exec(name);
    const point = code === null ? undefined : Number.parseInt(code[2] ?? '', code[1] === '' ? 10 : 16);
    if (point !== undefined && point <= codePointMax) return String.fromCodePoint(point);
    const character = entities[name];
    if (character === undefined) throw malformed();
    return character;
  });
}

function malformed(): AwsError {
  return new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
