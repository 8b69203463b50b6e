import type { CloudView } from '../../src/wire.ts';
import { ageText, countText } from '../model/ages.ts';
import { linkActsOf } from '../model/consequences.ts';
import { linkLinesOf } from '../model/link-model.ts';
import { ActButton } from '../parts/act-button.tsx';
import { State } from '../parts/mark.tsx';
import { nowMs } from '../store/store.ts';

/** All that connects the regions, and the faults in force. */
export function LinkCard({ cloud }: { readonly cloud: CloudView }) {
  const { stake, faults } = cloud;
  return (
    <section class="card link" aria-label="Link">
      <header>
        <h2>Link</h2>
      </header>
      <dl class="facts">
        {linkLinesOf(cloud).map(({ name, tone, text, ways }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <State tone={tone} text={text} />
              {ways.map((way) => (
                <span class="detail" key={way}>
                  {way}
                </span>
              ))}
            </dd>
          </div>
        ))}
        <div>
          <dt>In the writer alone</dt>
          <dd>
            {stake === undefined ? (
              <State tone="quiet" text="not counted: nobody follows" />
            ) : (
              <>
                <span class="line">
                  <State
                    tone={stake.bookings === 0 ? 'good' : 'quiet'}
                    text={`${stake.isPartial ? 'more than ' : ''}${countText(stake.bookings, 'booking')}`}
                  />
                  <span class="age">{ageText(stake.countedAt, nowMs.value)}</span>
                </span>
                <span class="detail">
                  {stake.bookings === 0
                    ? 'the replica has every one'
                    : `${stake.sums.join(', ')}; the journal has them too`}
                </span>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Faults in force</dt>
          <dd>
            {faults.length === 0 ? <State tone="good" text="none" /> : null}
            {faults.map(({ id, text, since }) => (
              <span class="line" key={id}>
                <State tone="bad" text={text} />
                <span class="age">{ageText(since, nowMs.value)}</span>
              </span>
            ))}
          </dd>
        </div>
      </dl>
      <div class="buttons">
        {linkActsOf(cloud).map((act) => (
          <ActButton key={act.label} act={act} />
        ))}
      </div>
    </section>
  );
}
