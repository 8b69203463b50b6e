import { AwsError } from '../../../protocol/aws/aws-call.ts';
import { quoted } from '../put-object.ts';
import { partNumberMax } from './upload-part.ts';

/** A part as its uploader names it. */
export interface NamedPart {
  readonly number: number;
  /** With quotes. */
  readonly etag: string;
  /** Base64, by the algorithm's name as in headers, e.g. `crc32`. */
  readonly checksums: Readonly<Record<string, string>>;
}

const document =
  /^(?:<\?xml[^>]*\?>)?\s*<CompleteMultipartUpload(?:\s[^>]*)?>((?:\s*<Part>.*?<\/Part>)+)\s*<\/CompleteMultipartUpload>\s*$/s;
const element = /<(PartNumber|ETag|Checksum[A-Z0-9]+)>([^<]*)<\/\1>/g;

/**
 * Reads the list of parts of CompleteMultipartUpload.
 *
 * @throws AwsError `MalformedXML` for anything that is not read
 */
export function readCompleteDocument(xml: string): readonly NamedPart[] {
  const [, content] = document.exec(xml) ?? [];
  if (content === undefined) throw malformed();
  const parts = [...content.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => partOf(part));
  if (parts.length > partNumberMax) throw malformed();
  return parts;
}

function partOf(xml: string): NamedPart {
  const found = [...xml.matchAll(element)].map(([, name = '', value = '']) => [name, value] as const);
  const rest = xml.replaceAll(element, '').trim();
  const { PartNumber: number = '', ETag: etag, ...checksums } = Object.fromEntries(found);
  if (rest !== '' || !/^\d{1,5}$/.test(number) || etag === undefined) throw malformed();
  return {
    number: Number(number),
    etag: quoted(etag.replaceAll('&quot;', '"')),
    checksums: Object.fromEntries(
      Object.entries(checksums).map(([name, value]) => [name.slice('Checksum'.length).toLowerCase(), value]),
    ),
  };
}

function malformed(): AwsError {
  return new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
