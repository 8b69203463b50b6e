import { expect, test } from 'vitest';
import { commitSubjectOf } from '../../src/release/commit-subject.ts';

test.each([
  ['feat(drill): drill a region with keys', { type: 'feat', projects: ['drill'], isBreaking: false }],
  ['fix(lambda-kit, cdk-kit): say why', { type: 'fix', projects: ['lambda-kit', 'cdk-kit'], isBreaking: false }],
  ['docs: tell how', { type: 'docs', projects: [], isBreaking: false }],
  ['feat(merchants)!: take the limit away', { type: 'feat', projects: ['merchants'], isBreaking: true }],
  [`fix: ${'a'.repeat(67)}`, { type: 'fix', projects: [], isBreaking: false }],
])('reads %s', (subject, read) => {
  expect(commitSubjectOf(subject)).toMatchObject(read);
});

test.each([
  ['no type', 'say why', /must read type/],
  ['a type that is none', 'style(drill): format', /must be one of feat, fix/],
  ['no sentence', 'fix(drill): ', /must read type/],
  ['projects without a space between', 'fix(drill,cli): say why', /must read type/],
  ['one character too many', `fix: ${'a'.repeat(68)}`, /may have 72 characters, got 73/],
])('refuses a subject with %s', (_, subject, reason) => {
  expect(() => commitSubjectOf(subject)).toThrow(reason);
});
