/** Marks our comment, so that it is changed and not repeated. */
const mark = '<!-- synth-diff -->';

/** The pull request to comment on, as the workflow names it by its environment. */
export interface PullRequest {
  /** `owner/name`. */
  readonly repository: string;
  readonly number: string;
  readonly token: string;
  /** GitHub's API, e.g. `https://api.github.com`. */
  readonly api: string;
}

/**
 * Puts a text on a pull request, in the place of the one before.
 *
 * @returns whether it may: the token of a pull request from a fork reads alone
 * @throws Error for any other refusal
 */
export async function comment(text: string, { repository, number, token, api }: PullRequest): Promise<boolean> {
  const call = async (path: string, method: 'GET' | 'POST' | 'PATCH', body?: object): Promise<Response> =>
    await fetch(`${api}/repos/${repository}/issues/${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/vnd.github+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const listed = await call(`${number}/comments?per_page=100`, 'GET');
  const comments = listed.ok
    ? ((await listed.json()) as readonly { readonly id: number; readonly body: string }[])
    : [];
  const own = comments.find(({ body }) => body.startsWith(mark));
  const body = { body: `${mark}\n${text}` };
  const answer = await (own === undefined
    ? call(`${number}/comments`, 'POST', body)
    : call(`comments/${own.id}`, 'PATCH', body));
  if (answer.status === 403) return false;
  if (!answer.ok) throw new Error(`GitHub answered ${answer.status} to a comment: ${await answer.text()}`);
  return true;
}
