import type { FailoverQuestion } from '@redoubt/contracts';
import { useState } from 'preact/hooks';
import { ageText, spanText } from '../model/ages.ts';
import { State } from '../parts/mark.tsx';
import { Refused } from '../parts/refusal.tsx';
import { command } from '../store/connect.ts';
import { nowMs } from '../store/store.ts';

interface QuestionProps {
  readonly question: FailoverQuestion;
  /** The epoch that the failover would begin. */
  readonly epoch: number;
  /** Expected loss, in words. */
  readonly stake: string;
}

/** A failover that waits for a person, with all that is needed to answer. */
export function QuestionCard({ question, epoch, stake }: QuestionProps) {
  const { toRegion, askedAt, answerBy, afterwards, cause, down, replicatedUpTo, answer } = question;
  const leftMs = Date.parse(answerBy) - nowMs.value;
  return (
    <section class="card question" aria-label="A failover waits for you">
      <h2>
        Let {toRegion} take over, as epoch {epoch}?
      </h2>
      <dl class="facts">
        <div>
          <dt>Down</dt>
          <dd>
            {down.map(({ signal, since }) => `${signal} since ${ageText(since, nowMs.value)}`).join(', ') ||
              'nothing now'}
          </dd>
        </div>
        <div>
          <dt>While it waits</dt>
          <dd>
            {cause === 'cannot_acknowledge'
              ? 'nobody takes payments'
              : 'payments are taken and not booked, and changes of payments fail'}
          </dd>
        </div>
        <div>
          <dt>Expected loss</dt>
          <dd>
            {stake}
            <span class="detail">
              by the database alone, since {replicatedUpTo ?? 'an unknown time'}; the journal brings all of it back
            </span>
          </dd>
        </div>
        <div>
          <dt>Without an answer</dt>
          <dd>
            {afterwards === 'fail_over' ? 'the failover begins' : 'nothing is done'} in {spanText(leftMs)}, asked{' '}
            {ageText(askedAt, nowMs.value)}
          </dd>
        </div>
      </dl>
      {answer === undefined ? (
        <AnswerForm epoch={epoch} />
      ) : (
        <State tone="quiet" text={`${answer.decision} by ${answer.by}: ${answer.reason}`} />
      )}
    </section>
  );
}

function AnswerForm({ epoch }: { readonly epoch: number }) {
  const [by, setBy] = useState('');
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>(undefined);
  const answer = (decision: 'approved' | 'rejected') => {
    setError(undefined);
    command('answer', { epoch, decision, by, reason }).catch(setError);
  };
  const isReady = by.trim() !== '' && reason.trim().length >= 3;
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <label>
        Your name
        <input value={by} maxLength={100} onInput={(event) => setBy(event.currentTarget.value)} />
      </label>
      <label>
        Reason, kept with the epoch
        <input value={reason} maxLength={500} onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
      <Refused error={error} />
      <div class="buttons">
        <button type="button" class="primary" disabled={!isReady} onClick={() => answer('approved')}>
          Approve: let it begin
        </button>
        <button type="button" disabled={!isReady} onClick={() => answer('rejected')}>
          Reject: keep things as they are
        </button>
      </div>
    </form>
  );
}
