import { clockText, spanText } from '../model/ages.ts';
import { currentPlan } from '../model/stages-model.ts';
import { State } from '../parts/mark.tsx';
import { cloud, failover, nowMs } from '../store/store.ts';
import { Evidence } from './evidence.tsx';
import { LoadCharts } from './load-charts.tsx';
import { QuestionCard } from './question-card.tsx';
import { Reports } from './reports.tsx';
import { Stages } from './stages.tsx';

/** A failover as it goes, and those before. */
export function FailoverPage() {
  const view = failover.value;
  if (view === undefined) return <p class="empty">Waiting for the region state …</p>;
  const { state, reports, budgetSeconds, questionStake = '' } = view;
  const plan = currentPlan(state, reports, { budgetSeconds, nowMs: nowMs.value });
  const report = reports.find(({ epoch }) => epoch === plan?.epoch);
  return (
    <>
      <h1 class="hidden">Failover</h1>
      {state?.question === undefined ? null : (
        <QuestionCard question={state.question} epoch={state.epoch + 1} stake={questionStake} />
      )}
      <section class="card">
        {plan === undefined ? (
          <>
            <h2>No failover so far</h2>
            <p class="dim">
              {state === undefined ? 'The regions are starting.' : `${state.activeRegion} was active first.`} Kill it on
              the regions page, and the stages show here as they go.
            </p>
          </>
        ) : (
          <>
            <header class="spread">
              <h2>
                Epoch {plan.epoch}: {plan.fromRegion} → {plan.toRegion}
              </h2>
              <State
                tone={plan.isUnderWay ? 'warn' : 'good'}
                text={plan.isUnderWay ? `under way for ${spanText(plan.totalMs)}` : `done in ${spanText(plan.totalMs)}`}
              />
            </header>
            <p class="dim">
              Began at {clockText(plan.beganAt)} UTC
              {state?.obstacle === undefined || !plan.isUnderWay ? '' : `; can't go on: ${state.obstacle}`}
            </p>
            <Stages plan={plan} />
          </>
        )}
      </section>
      <LoadCharts load={cloud.value?.load} />
      <div class="columns">
        <Evidence cloud={cloud.value} report={report} />
        <Reports reports={reports} />
      </div>
    </>
  );
}
