import type { TimelineRow } from '../../src/wire.ts';
import { clockText } from '../model/ages.ts';
import { answersOf } from '../model/answers.ts';
import { State } from '../parts/mark.tsx';
import { cloud, failover, nowMs, timeline } from '../store/store.ts';
import { LinkCard } from './link-card.tsx';
import { RegionCard } from './region-card.tsx';

/** Both regions, what lies between them, and three answers. */
export function RegionsPage() {
  const view = cloud.value;
  if (view === undefined) return <p class="empty">Waiting for the first figures …</p>;
  const [first, second] = view.regions;
  return (
    <>
      <h1 class="hidden">Regions</h1>
      <section class="answers" aria-label="In short">
        {answersOf(view, failover.value, nowMs.value).map(({ question, tone, text, detail }) => (
          <div key={question} class={`answer ${tone}`}>
            <h2>{question}</h2>
            <p class="said">
              <State tone={tone} text={text} />
            </p>
            <p class="dim">{detail}</p>
          </div>
        ))}
      </section>
      <div class="regions">
        {first === undefined ? null : <RegionCard region={first} cloud={view} />}
        <LinkCard cloud={view} />
        {second === undefined ? null : <RegionCard region={second} cloud={view} />}
      </div>
      <section class="card">
        <h2>What has happened</h2>
        <ol class="log">
          {timeline.value
            .filter(isNews)
            .slice(0, 12)
            .map(({ at, region, stage, text }) => (
              <li key={`${at}${text}`}>
                <time dateTime={at}>{clockText(at)}</time>
                <span class="where">{region ?? stage}</span>
                <span>{text}</span>
              </li>
            ))}
        </ol>
      </section>
    </>
  );
}

/** Each health check has an inverted twin that says the same again. */
function isNews({ stage, text }: TimelineRow): boolean {
  return !(stage === 'health' && (text.startsWith('not ') || / of \(/.test(text)));
}
