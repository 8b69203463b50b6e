import { describe, expect, test } from 'vitest';
import { callerRefusal } from '../../src/server/http/caller.ts';

const port = 4505;
const key = 'the-key';
const ours = {
  host: `127.0.0.1:${port}`,
  origin: `http://127.0.0.1:${port}`,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
  'x-console-key': key,
};

function statusOf(headers: Readonly<Record<string, string | undefined>>, method = 'POST') {
  return callerRefusal({ method, headers: { ...ours, ...headers } }, port, key)?.status;
}

test('the page itself may command', () => {
  expect(statusOf({})).toBeUndefined();
  expect(statusOf({ host: `localhost:${port}`, origin: `http://localhost:${port}` })).toBeUndefined();
});

test('a program with the key may command, without the headers of a browser', () => {
  expect(statusOf({ origin: undefined, 'sec-fetch-site': undefined })).toBeUndefined();
});

describe('a command is refused', () => {
  test.each<[string, Readonly<Record<string, string | undefined>>, number]>([
    ['of a page of another site', { origin: 'https://evil.example' }, 403],
    ['of a page of another port', { origin: 'http://127.0.0.1:8080' }, 403],
    ['of a page without an origin', { origin: 'null' }, 403],
    ['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['that the browser calls same-site, as other ports are', { 'sec-fetch-site': 'same-site' }, 403],
    ['that was typed in', { 'sec-fetch-site': 'none' }, 403],
    ['under a name that leads here by DNS rebinding', { host: `evil.example:${port}`, origin: undefined }, 403],
    ['for another port of this machine', { host: '127.0.0.1:4500', origin: undefined }, 403],
    ['without the key', { 'x-console-key': undefined }, 401],
    ['with another key', { 'x-console-key': 'the-kez' }, 401],
    ['as a form sends it', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['as text, which needs no asking first', { 'content-type': 'text/plain' }, 415],
  ])('%s', (_, headers, status) => {
    expect(statusOf(headers)).toBe(status);
  });

  test('by another method', () => {
    expect(statusOf({}, 'PUT')).toBe(405);
    expect(statusOf({}, 'OPTIONS')).toBe(405);
  });
});

test('figures need the key, too', () => {
  expect(statusOf({ 'x-console-key': undefined }, 'GET')).toBe(401);
  expect(statusOf({}, 'GET')).toBeUndefined();
});

test('files of the page need none, and nothing is posted to them', () => {
  const plain = { host: ours.host };
  expect(callerRefusal({ method: 'GET', headers: plain }, port, undefined)).toBeUndefined();
  expect(callerRefusal({ method: 'POST', headers: plain }, port, undefined)?.status).toBe(405);
  expect(callerRefusal({ method: 'GET', headers: { host: 'evil.example' } }, port, undefined)?.status).toBe(403);
});
