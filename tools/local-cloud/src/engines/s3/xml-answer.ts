import type { AwsResponse } from '../../protocol/aws/aws-call.ts';
import { xmlElement } from '../../protocol/aws/xml.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A document as S3 answers it. */
export function xmlAnswer(name: string, content: Readonly<Record<string, unknown>>): AwsResponse {
  const document = xmlElement(name, content).replace('>', ` xmlns="${namespace}">`);
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${document}`,
  };
}
