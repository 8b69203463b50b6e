import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { demoMerchantId } from '../../src/wire.ts';
import { minorOf } from '../model/minor-of.ts';
import { State } from '../parts/mark.tsx';
import { Refused } from '../parts/refusal.tsx';
import { command } from '../store/connect.ts';

interface Sent {
  readonly id: string;
  readonly request: { readonly servedBy: string; readonly attempts: number };
}

/** Sends one payment as a merchant does. */
export function SendForm() {
  const [amount, setAmount] = useState('10.50');
  const [reference, setReference] = useState('');
  const [sent, setSent] = useState<Sent | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  const [isBusy, setBusy] = useState(false);
  const amountMinor = minorOf(amount);

  async function send(event: Event) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    setSent(undefined);
    const words = reference.trim() === '' ? {} : { reference: reference.trim() };
    const payment = { merchant_id: demoMerchantId, amount_minor: amountMinor, currency: 'EUR', ...words };
    await command<Sent>('pay', payment).then(setSent, setError);
    setBusy(false);
  }

  return (
    <section class="card">
      <h2>Send a payment</h2>
      <form class="inline" onSubmit={(event) => void send(event)}>
        <label>
          Amount, EUR
          <input
            inputMode="decimal"
            size={8}
            value={amount}
            aria-invalid={amountMinor === undefined}
            onInput={(event) => setAmount(event.currentTarget.value)}
          />
        </label>
        <label>
          Reference
          <input
            maxLength={128}
            value={reference}
            placeholder="optional"
            onInput={(event) => setReference(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="primary" disabled={isBusy || amountMinor === undefined}>
          {isBusy ? 'Sending …' : 'Send'}
        </button>
      </form>
      <p aria-live="polite">
        {sent === undefined ? (
          <span class="dim">
            From the merchant acme, through the public name, sent again under its key until it is acknowledged.
          </span>
        ) : (
          <State
            tone="good"
            text={`acknowledged by ${sent.request.servedBy.replace(';', ' under epoch ')}, attempt ${sent.request.attempts}: `}
          >
            <Link href={`/payments/${sent.id}`} class="mono">
              {sent.id}
            </Link>
          </State>
        )}
      </p>
      <Refused error={error} />
    </section>
  );
}
