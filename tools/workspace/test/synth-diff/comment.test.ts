import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { comment } from '../../src/synth-diff/comment.ts';

/** GitHub's comments of one pull request, in memory. */
async function aGithub({ mayWrite = true } = {}) {
  const comments = [{ id: 1, body: 'looks good' }];
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const answer = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
    if (request.headers.authorization !== 'Bearer token') return answer(401, {});
    if (method === 'GET') return answer(200, comments);
    if (!mayWrite) return answer(403, {});
    const { body } = JSON.parse(await text(request));
    const known = comments.find(({ id }) => url.endsWith(`/issues/comments/${id}`));
    if (known !== undefined) known.body = body;
    else comments.push({ id: comments.length + 1, body });
    return answer(201, {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    comments,
    pullRequest: { repository: 'acme/redoubt', number: '7', token: 'token', api },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

test('the first text is a comment, and the next one takes its place', async () => {
  await using github = await aGithub();
  expect(await comment('one', github.pullRequest)).toBe(true);
  expect(await comment('two', github.pullRequest)).toBe(true);
  expect(github.comments.map(({ body }) => body)).toEqual(['looks good', '<!-- synth-diff -->\ntwo']);
});

test('a token that reads alone, as that of a fork, is no fault', async () => {
  await using github = await aGithub({ mayWrite: false });
  expect(await comment('one', github.pullRequest)).toBe(false);
});

test('any other refusal is one', async () => {
  await using github = await aGithub();
  await expect(comment('one', { ...github.pullRequest, token: 'other' })).rejects.toThrow('GitHub answered 401');
});
