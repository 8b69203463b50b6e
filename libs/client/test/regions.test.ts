import { describe, expect, test } from 'vitest';
import { aClient, aTime } from './a-client.ts';
import { type AnApi, anApi, answers, hangsUp, type Reply, refuses } from './an-api.ts';
import { anAcceptedPayment, aPayment, aRequest, paymentId } from './samples.ts';

const shows = answers('getPayment', 200, aPayment, { Age: '7' });
const counts = (...apis: readonly AnApi[]) => apis.map(({ arrived }) => arrived.length);

/** The shared name and those of two regions, with what each answers. */
async function threeNames(shared: Reply, one: Reply, two: Reply) {
  const apis = [await anApi(shared), await anApi(one), await anApi(two)] as const;
  const [{ url: baseUrl }, ...regions] = apis;
  const stack = new AsyncDisposableStack();
  for (const api of apis) stack.use(api);
  const time = aTime();
  const client = aClient({ baseUrl, regions: [regions[0].url, regions[1].url], retry: { triesMax: 4 } }, time);
  return { apis, client, time, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const read = ({ client }: Awaited<ReturnType<typeof threeNames>>) =>
  client.get('/transactions/v1/payments/{id}', { params: { path: { id: paymentId } } });

describe('a read', () => {
  test('asks the shared name alone while it answers', async () => {
    await using names = await threeNames(shows, shows, shows);
    await read(names);
    expect(counts(...names.apis)).toEqual([1, 0, 0]);
  });

  test.each<[string, Reply]>([
    ['gives no answer', hangsUp],
    ['answers 503', refuses('writer_unreachable')],
  ])('goes to the next name at once where one %s', async (_, reply) => {
    await using names = await threeNames(reply, reply, shows);
    const { data, headers } = await read(names);
    expect([data, headers.get('Age')]).toEqual([aPayment, '7']);
    expect(counts(...names.apis)).toEqual([1, 1, 1]);
    expect(names.time.pausesMs).toEqual([]);
  });

  test('begins again with the shared name after the last, and pauses from then on', async () => {
    await using names = await threeNames(hangsUp, hangsUp, hangsUp);
    await expect(read(names)).rejects.toMatchObject({ name: 'NoAnswer', tries: 4 });
    expect(counts(...names.apis)).toEqual([2, 1, 1]);
    expect(names.time.pausesMs).toHaveLength(1);
  });

  test('stays where it is told to come later: the limits of another region are not for it', async () => {
    await using names = await threeNames(refuses('too_many_requests'), shows, shows);
    await expect(read(names)).rejects.toMatchObject({ code: 'too_many_requests' });
    expect(counts(...names.apis)).toEqual([4, 0, 0]);
  });

  test('takes a refusal from whoever answers', async () => {
    await using names = await threeNames(hangsUp, refuses('not_found'), shows);
    await expect(read(names)).rejects.toMatchObject({ code: 'not_found' });
    expect(counts(...names.apis)).toEqual([1, 1, 0]);
  });
});

test('a write goes to the shared name alone', async () => {
  const accepts = answers('createPayment', 202, anAcceptedPayment);
  await using names = await threeNames(hangsUp, accepts, accepts);
  const call = names.client.post('/validation/v1/payments', { body: aRequest });
  await expect(call).rejects.toMatchObject({ name: 'NoAnswer', tries: 4 });
  expect(counts(...names.apis)).toEqual([4, 0, 0]);
});
