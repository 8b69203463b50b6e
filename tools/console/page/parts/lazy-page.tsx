import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Refused } from './refusal.tsx';

/** A page whose script is loaded when it is opened for the first time. */
export function LazyPage({ load }: { readonly load: () => Promise<FunctionComponent> }) {
  // Held in an object: a setter would call a function, and so the page.
  const [page, setPage] = useState<{ readonly Page: FunctionComponent } | undefined>(undefined);
  const [error, setError] = useState<unknown>(undefined);
  useEffect(() => {
    load().then((Page) => setPage({ Page }), setError);
  }, [load]);
  if (page !== undefined) return <page.Page />;
  return error === undefined ? <p class="empty">Loading …</p> : <Refused error={error} />;
}
