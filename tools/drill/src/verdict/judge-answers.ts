import type { Evidence } from '../evidence/evidence.ts';
import { changesIn, paymentsIn } from '../witness/read-book.ts';
import type { Finding } from './finding.ts';

/** Checks the answers: bad requests are refused, none fails, and the same key always gets the same bytes. */
export function judgeAnswers({ requests, cardScan }: Evidence): readonly Finding[] {
  return [
    ...requests
      .filter(({ request }) => request.purpose === 'bad' || request.purpose === 'reuse')
      .filter(({ answers }) => answers.some(({ status }) => status < 400))
      .map(({ request }): Finding => {
        const text = `request ${request.number} was answered with 2xx`;
        return { rule: 'bad_request_accepted', subject: request.defect ?? request.purpose, text };
      }),
    ...requests
      .filter(({ answers }) => answers.some(({ status }) => status === 500))
      .map(({ request }): Finding => {
        const text = `request ${request.number} to ${request.path} was answered with 500`;
        return { rule: 'answer_failed', subject: request.defect ?? request.purpose, text };
      }),
    ...paymentsIn(requests)
      .filter(({ bodies }) => bodies.length > 1)
      .map(({ intent, bodies }): Finding => {
        return { rule: 'replay_differs', subject: intent.reference, text: `${bodies.length} different bodies` };
      }),
    ...changesIn(requests)
      .filter(({ answers }) => answers.length > 1)
      .map(({ change, answers }): Finding => {
        const text = `${change.action} got ${answers.length} different answers`;
        return { rule: 'replay_differs', subject: change.reference, text };
      }),
    ...cardScan.places.map((sink): Finding => {
      return { rule: 'card_number_found', subject: sink, text: 'holds a card number that the load sent' };
    }),
  ];
}
