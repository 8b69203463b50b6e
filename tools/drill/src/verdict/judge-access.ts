import type { Evidence } from '../evidence/evidence.ts';
import type { AnswerEntry } from '../witness/book-entry.ts';
import { dueRefusal } from '../witness/due-refusal.ts';
import { type BookedRequest, problemCodeIn } from '../witness/read-book.ts';
import type { Finding } from './finding.ts';

/** Refusals at the door: nobody with a good key for its own things gets one. */
const atTheDoor: ReadonlySet<number> = new Set([401, 403]);

/** Checks who came in: whoever may, and nobody else, and that all strangers hear the same. */
export function judgeAccess({ requests }: Evidence): readonly Finding[] {
  return [
    ...requests
      .filter(({ request }) => request.purpose !== 'bad')
      .flatMap(({ request, answers }) => {
        const refused = answers.find(({ status }) => atTheDoor.has(status));
        if (refused === undefined) return [];
        const text = `request ${request.number} to ${request.path} was answered ${described(refused)}`;
        return [{ rule: 'access_refused', subject: request.purpose, text } as const satisfies Finding];
      }),
    ...requests.flatMap(({ request, answers }) => {
      const due = dueRefusal(request.defect);
      const wrong = due === undefined ? undefined : answers.find((answer) => isClear(answer) && !isSame(answer, due));
      if (due === undefined || wrong === undefined) return [];
      const text = `request ${request.number} to ${request.path} was answered ${described(wrong)}, not ${due.status} ${due.code}`;
      return [{ rule: 'refusal_wrong', subject: request.defect ?? '', text } as const satisfies Finding];
    }),
  ];
}

/** Requests that the door had to refuse, and that it answered. */
export function refusedAtTheDoor(requests: readonly BookedRequest[]): number {
  return requests.filter(({ request, answers }) => dueRefusal(request.defect) !== undefined && answers.some(isClear))
    .length;
}

/** Not "later". */
function isClear({ status }: AnswerEntry): boolean {
  return status < 500 && status !== 429;
}

function isSame({ status, body }: AnswerEntry, due: { readonly status: number; readonly code: string }): boolean {
  return status === due.status && problemCodeIn(body) === due.code;
}

function described({ status, body }: AnswerEntry): string {
  return `${status} ${problemCodeIn(body) ?? ''}`.trim();
}
