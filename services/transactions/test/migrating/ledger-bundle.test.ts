import { expect, test } from 'vitest';
import { ledgerBundleOf } from '../../src/migrating/ledger-bundle.ts';
import { ledgerBundle, ledgerFiles } from '../support/ledger-database.ts';

test('takes every file of the folder, in an order in which each can be defined', () => {
  const { tables, functions } = ledgerBundle;
  expect(tables.length + functions.length + 1).toBe(Object.keys(ledgerFiles).length);
  expect(tables.map(({ name }) => name)).toEqual(tables.map(({ name }) => name).sort());
  const places = new Map(functions.map(({ name }, place) => [name, place]));
  expect(places.get('time_text')).toBeLessThan(places.get('view_of') ?? 0);
});

test('opens each file of tables with a comment that says why', () => {
  for (const { name, sql } of ledgerBundle.tables) expect(sql, name).toMatch(/^-- Why: /);
});

test('begins each function with a comment that says what it is for', () => {
  for (const { name, sql } of ledgerBundle.functions) expect(sql, name).toMatch(/^-- [A-Z]/);
});

test('fits into calls of the Data API, which reads a colon before a word as a parameter', () => {
  const { migrator } = ledgerBundle;
  expect(migrator.length).toBeLessThan(65_536);
  expect(migrator).not.toMatch(/:\w/);
  // A request's body ends at 4 MiB.
  expect(JSON.stringify(JSON.stringify(ledgerBundle)).length).toBeLessThan(2 ** 21);
});

const aFunction = (name: string) => `create or replace function pay.${name}() returns int language sql return 1;`;

test.each<[string, Readonly<Record<string, string>>, string]>([
  [
    'a function that another file defines',
    { 'functions/a/one.sql': aFunction('one'), 'functions/b/one.sql': aFunction('one') },
    'functions/b/one.sql: functions/a/one.sql defines pay.one already',
  ],
  [
    'a file of another name than its function',
    { 'functions/a/two.sql': aFunction('one') },
    'functions/a/two.sql: must define pay.two and nothing else, got pay.one',
  ],
  [
    'a file with two functions',
    { 'functions/a/one.sql': `${aFunction('one')}\n${aFunction('two')}` },
    'functions/a/one.sql: must define pay.one and nothing else, got pay.one, pay.two',
  ],
  [
    'a function in a file of tables that has a file of its own',
    { 'functions/a/one.sql': aFunction('one'), 'tables/0001_all.sql': aFunction('one') },
    'tables/0001_all.sql: pay.one has a file of its own',
  ],
  ['a file without a function', { 'functions/a/one.sql': '-- Later.' }, 'got nothing'],
  [
    'a function that can not be replaced',
    { 'functions/a/one.sql': aFunction('one').replace(' or replace', '') },
    'functions/a/one.sql: must begin with create or replace',
  ],
  [
    'a grant on another function',
    { 'functions/a/one.sql': `${aFunction('one')}\ngrant execute on function pay.two() to pay_reader;` },
    'functions/a/one.sql: grants on pay.two stand in its own file',
  ],
  [
    'two tables of one number',
    { 'tables/0001_one.sql': '', 'tables/0001_two.sql': '' },
    'tables/0001_two.sql: number 0001 is taken',
  ],
  ['a file elsewhere', { 'functions/one.sql': aFunction('one') }, 'functions/one.sql: must be'],
  [
    'functions that use each other',
    {
      'functions/a/one.sql': 'create or replace function pay.one() returns int language sql return pay.two();',
      'functions/a/two.sql': 'create or replace function pay.two() returns int language sql return pay.one();',
    },
    'pay.one uses itself',
  ],
])('refuses %s', (_, files, message) => {
  expect(() => ledgerBundleOf(files)).toThrow(message);
});

test('changes its digest with each file', () => {
  const changed = (path: string) =>
    ledgerBundleOf({ ...ledgerFiles, [path]: `${ledgerFiles[path]}\n-- changed` }).digest;
  const digests = Object.keys(ledgerFiles).map(changed);
  expect(new Set([ledgerBundle.digest, ...digests]).size).toBe(digests.length + 1);
});
