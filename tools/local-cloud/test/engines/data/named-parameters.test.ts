import { expect, test } from 'vitest';
import { splitAtParameters } from '../../../src/engines/rds-data/named-parameters.ts';

test.each<[string, string, string[]]>([
  ['a parameter', 'select :a', ['a']],
  ['several, one of them twice', 'select :a, :b_2 + :a', ['a', 'b_2', 'a']],
  ['a cast behind a parameter', 'select :a::text', ['a']],
  ['a cast', "select '1'::int", []],
  ['a string constant', "select ':a', 'it''s :b'", []],
  ['an escaped string constant', "select E'\\':a'", []],
  ['a constant behind a name that ends in e', "select type':a'", []],
  ['a quoted name', 'select ":a" from t', []],
  ['a comment to the end of the line', 'select 1 -- :a\n, :b', ['b']],
  ['nested comments', 'select /* :a /* :b */ :c */ :d', ['d']],
  ['a dollar-quoted body', 'do $$ begin x := 1; perform :a; end $$', []],
  ['a tagged dollar-quoted body', 'select $body$ :a $$ :b $body$, :c', ['c']],
  ['an assignment', 'a := 1', []],
  ['a slice of an array', 'select x[1:2]', []],
  ['a constant that is not closed', "select ':a", ['a']],
])('finds the parameters in %s', (_, sql, names) => {
  const pieces = splitAtParameters(sql);
  expect(pieces.flatMap((piece) => ('parameter' in piece ? [piece.parameter] : []))).toEqual(names);
  expect(pieces.map((piece) => ('text' in piece ? piece.text : `:${piece.parameter}`)).join('')).toBe(sql);
});
