import { z } from 'zod';
import type { HttpAnswer } from './http-answer.ts';

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** Answer of a function behind a proxy integration. Strict, as API Gateway is. */
const ProxyAnswer = z.strictObject({
  statusCode: z.union([z.number(), z.string()]).transform(Number).pipe(z.number().int().min(100).max(599)),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Reads a function's answer; undefined when it is malformed, which the gateway answers with 502. */
export function proxyAnswer(payload: string): HttpAnswer | undefined {
  const parsed = ProxyAnswer.safeParse(JSON.parse(payload));
  if (!parsed.success) return undefined;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = parsed.data;
  const list = [
    ...Object.entries(headers ?? {}),
    ...Object.entries(multiValueHeaders ?? {}).flatMap(([name, values]) =>
      values.map((value) => [name, value] as const),
    ),
  ];
  const hasType = list.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: statusCode,
    headers: hasType ? list : [['Content-Type', 'application/json'], ...list],
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}
