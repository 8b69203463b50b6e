import { AwsError } from '../../protocol/aws/aws-call.ts';
import { splitAtParameters } from './named-parameters.ts';
import { type SqlParameter, type TypedValue, typedValue } from './sql-parameter.ts';

/** A statement as PostgreSQL takes it. */
export interface BoundStatement {
  readonly text: string;
  readonly values: readonly TypedValue['value'][];
}

/**
 * Puts numbered placeholders in the place of named parameters, each with a cast to its type.
 *
 * @throws AwsError when the statement and the list do not name the same parameters
 */
export function bindParameters(sql: string, parameters: readonly SqlParameter[]): BoundStatement {
  const given = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const placeholders = new Map<string, string>();
  const values: TypedValue['value'][] = [];
  const text = splitAtParameters(sql).map((piece) => {
    if ('text' in piece) return piece.text;
    const name = piece.parameter;
    const known = placeholders.get(name);
    if (known !== undefined) return known;
    const parameter = given.get(name);
    if (parameter === undefined) throw new AwsError('BadRequestException', `Cannot find parameter: ${name}`);
    const { value, cast } = typedValue(parameter);
    const placeholder = `$${values.push(value)}${cast}`;
    placeholders.set(name, placeholder);
    return placeholder;
  });
  const unused = [...given.keys()].filter((name) => !placeholders.has(name));
  if (unused.length > 0) {
    throw new AwsError(
      'BadRequestException',
      `the statement has no parameter ${unused.join(', ')}; leave out what it does not use`,
    );
  }
  return { text: text.join(''), values };
}
