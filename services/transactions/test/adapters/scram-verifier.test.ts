import { expect, test } from 'vitest';
import { scramVerifier } from '../../src/adapters/scram-verifier.ts';

test('makes what PostgreSQL itself makes of a password and a salt', () => {
  // `pencil`, the password of RFC 7677's example, with its salt and 4,096 iterations.
  expect(scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'))).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
});

test('salts each verifier anew', () => {
  expect(scramVerifier('pencil')).not.toBe(scramVerifier('pencil'));
});

test.each(['', 'with blank', 'naïve'])('refuses %j, which PostgreSQL would normalize first', (password) => {
  expect(() => scramVerifier(password)).toThrow(/printable ASCII/);
});
