import type { CloudView, RegionView } from '../../src/wire.ts';
import { isStale } from '../model/ages.ts';
import { actsOf } from '../model/consequences.ts';
import { type Fact, factAge, factsOf, rolesOf } from '../model/region-model.ts';
import { ActButton } from '../parts/act-button.tsx';
import { State } from '../parts/mark.tsx';
import { nowMs } from '../store/store.ts';

/** One region: its roles, its facts with their ages, and the acts that its state allows. */
export function RegionCard({ region, cloud }: { readonly region: RegionView; readonly cloud: CloudView }) {
  const roles = rolesOf(region);
  return (
    <section class={`card region ${roles.tone}`} aria-label={region.region}>
      <header>
        <h2>{region.region}</h2>
        <span class="dim">{region.seat} seat</span>
      </header>
      <p class="roles">
        <State {...roles} />
      </p>
      <dl class="facts">
        {factsOf(region, cloud, nowMs.value).map((fact) => (
          <FactRow key={fact.name} fact={fact} />
        ))}
      </dl>
      <div class="buttons">
        {actsOf(region, cloud).map((act) => (
          <ActButton key={act.label} act={act} />
        ))}
      </div>
    </section>
  );
}

function FactRow({ fact }: { readonly fact: Fact }) {
  const { name, standing, detail, share, readAt } = fact;
  const isOld = readAt !== undefined && isStale(readAt, nowMs.value);
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span class="line">
          <State {...standing} />
          <span class={isOld ? 'age old' : 'age'}>{factAge(fact, nowMs.value)}</span>
        </span>
        {share === undefined ? null : <progress value={share} max={1} aria-label={`${name}: ${standing.text}`} />}
        {detail === undefined ? null : <span class="detail">{detail}</span>}
      </dd>
    </div>
  );
}
