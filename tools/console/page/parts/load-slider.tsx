import { useState } from 'preact/hooks';
import type { LoadView } from '../../src/wire.ts';
import { command } from '../store/connect.ts';
import { Refused } from './refusal.tsx';

/** Highest rate that a control process sends beside its other work. */
const rateMax = 200;

/** Sets how many payments a second the console sends. */
export function LoadSlider({ load }: { readonly load: LoadView | undefined }) {
  const [moving, setMoving] = useState<number | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  const rate = moving ?? load?.rate ?? 0;
  return (
    <div class="load">
      <label>
        <span>
          Load: <output>{rate}</output> payments/s
        </span>
        <input
          type="range"
          min={0}
          max={rateMax}
          step={1}
          value={rate}
          onInput={(event) => setMoving(Number(event.currentTarget.value))}
          onChange={(event) => {
            const wanted = Number(event.currentTarget.value);
            setError(undefined);
            command('load', { rate: wanted })
              .catch(setError)
              .finally(() => setMoving(undefined));
          }}
        />
      </label>
      {load === undefined ? null : (
        <span class="dim">
          {load.acknowledged} of {load.sent} acknowledged, {load.underWay} under way, {load.failedAttempts} attempts
          failed, {load.givenUp} given up
        </span>
      )}
      <Refused error={error} />
    </div>
  );
}
