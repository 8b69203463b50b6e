import { Ajv2020 } from 'ajv/dist/2020.js';
import type { PublishedApi } from './published-api.ts';

/** An answer to a request at an operation. */
interface Answer {
  readonly operationId: string;
  readonly status: number;
  /** `undefined` when there is none. */
  readonly body: unknown;
}

/** Holds answers against a document: says in which way one is not what the reference promises; `undefined` when it is. */
export function documentedAnswers(document: PublishedApi): (answer: Answer) => string | undefined {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'api');
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId, responses }]) =>
      Object.entries(responses).map(([status, { content = {} }]) => {
        const schemas = Object.keys(content).map((type) => {
          const place = ['paths', path, method, 'responses', status, 'content', type, 'schema'];
          const pointer = place.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
          return ajv.compile({ $ref: `api#/${encodeURI(pointer)}` });
        });
        const subject: string = `${operationId} ${status}`;
        return [subject, schemas] as const;
      }),
    ),
  );
  const schemasOf = new Map(described);
  return ({ operationId, status, body }) => {
    const subject = `${operationId} ${status}`;
    const schemas = schemasOf.get(subject);
    if (schemas === undefined) return `${subject} is not documented`;
    if (body === undefined) return undefined;
    const [accepts] = schemas;
    if (accepts === undefined) return `${subject} is documented without a body`;
    return accepts(body) ? undefined : `${subject}: ${ajv.errorsText(accepts.errors)}`;
  };
}
