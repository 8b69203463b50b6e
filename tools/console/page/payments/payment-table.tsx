import { Link } from 'wouter-preact';
import type { PaymentRow } from '../../src/wire.ts';
import { ageText } from '../model/ages.ts';
import { statusOf, stepsText } from '../model/payment-model.ts';
import { State } from '../parts/mark.tsx';
import { nowMs } from '../store/store.ts';

export function PaymentTable({ rows }: { readonly rows: readonly PaymentRow[] }) {
  if (rows.length === 0) return <p class="empty">No payments. Send one, or set a load.</p>;
  return (
    <table class="list">
      <thead>
        <tr>
          <th scope="col">Payment</th>
          <th scope="col" class="number">
            Amount
          </th>
          <th scope="col">Status</th>
          <th scope="col">Region, epoch</th>
          <th scope="col">After its request</th>
          <th scope="col">Changed</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Link href={`/payments/${row.id}`} class="mono">
                {row.id.slice(0, 16)}…
              </Link>
              <span class="detail">
                {row.isCanary ? 'canary' : [row.merchantId, row.reference].filter(Boolean).join(', ')}
              </span>
            </td>
            <td class="number">{row.amount}</td>
            <td>
              <State {...statusOf(row)} />
            </td>
            <td>{row.region === '' ? row.request?.servedBy.replace(';', ', ') : `${row.region}, ${row.epoch}`}</td>
            <td>{stepsText(row)}</td>
            <td class="age">{ageText(row.updatedAt, nowMs.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
