import { useState } from 'preact/hooks';
import type { PaymentRow } from '../../src/wire.ts';
import { LoadSlider } from '../parts/load-slider.tsx';
import { Refused } from '../parts/refusal.tsx';
import { ask } from '../store/connect.ts';
import { cloud, payments } from '../store/store.ts';
import { PaymentTable } from './payment-table.tsx';
import { SendForm } from './send-form.tsx';

/** Rows of the live list. */
const shownMax = 40;

/** Payments as they happen; search; and a few to send. */
export function PaymentsPage() {
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly PaymentRow[] | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  const [withCanaries, setWithCanaries] = useState(false);
  const [isHeld, setHeld] = useState<readonly PaymentRow[] | undefined>(undefined);
  const live = isHeld ?? payments.value;
  const shown = found ?? live.filter(({ isCanary }) => withCanaries || !isCanary).slice(0, shownMax);

  async function search(event: Event) {
    event.preventDefault();
    setError(undefined);
    if (text.trim() === '') return setFound(undefined);
    await ask<readonly PaymentRow[]>(`payments?q=${encodeURIComponent(text.trim())}`).then(setFound, setError);
  }

  return (
    <>
      <h1 class="hidden">Payments</h1>
      <div class="columns">
        <SendForm />
        <section class="card">
          <h2>Load</h2>
          <LoadSlider load={cloud.value?.load} />
        </section>
      </div>
      <section class="card">
        <header class="spread">
          <h2>{found === undefined ? 'Live' : `Found: ${found.length}`}</h2>
          <search>
            <form class="inline" onSubmit={(event) => void search(event)}>
              <label>
                <span class="hidden">Id or reference</span>
                <input
                  type="search"
                  placeholder="id or reference"
                  value={text}
                  onInput={(event) => {
                    setText(event.currentTarget.value);
                    if (event.currentTarget.value === '') setFound(undefined);
                  }}
                />
              </label>
              <button type="submit">Search</button>
              <label class="check">
                <input
                  type="checkbox"
                  checked={withCanaries}
                  onChange={(event) => setWithCanaries(event.currentTarget.checked)}
                />
                canaries
              </label>
              <button
                type="button"
                aria-pressed={isHeld !== undefined}
                onClick={() => setHeld(isHeld === undefined ? payments.value : undefined)}
              >
                {isHeld === undefined ? 'Hold still' : 'Go on'}
              </button>
            </form>
          </search>
        </header>
        <Refused error={error} />
        <PaymentTable rows={shown} />
      </section>
    </>
  );
}
