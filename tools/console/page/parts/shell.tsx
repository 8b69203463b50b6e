import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import type { Standing } from '../model/tone.ts';
import { cloud, connection, failover } from '../store/store.ts';
import { nextTheme, setTheme, theme } from '../store/theme.ts';
import { State } from './mark.tsx';

const pages = [
  ['/', 'Regions'],
  ['/failover', 'Failover'],
  ['/payments', 'Payments'],
  ['/events', 'Events'],
  ['/drills', 'Drills'],
  ['/readiness', 'Readiness'],
  ['/reference', 'API reference'],
] as const;

/** Everything around a page: where one is, how the platform stands, and whether what is shown is alive. */
export function Shell({ children }: { readonly children: ComponentChildren }) {
  const [path] = useLocation();
  useEffect(() => {
    const [, name = 'Console'] = pages.find(([to]) => isWithin(path, to)) ?? [];
    document.title = `${name} · Redoubt`;
  }, [path]);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <header class="top">
        <span class="brand">
          <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path d="M4 4h6v5h3V4h6v5h3V4h6v14c0 6-6 9-12 11C10 27 4 24 4 18z" />
          </svg>
          Redoubt
        </span>
        <nav aria-label="Pages">
          {pages.map(([to, name]) => (
            <Link key={to} href={to} aria-current={isWithin(path, to) ? 'page' : undefined}>
              {name}
            </Link>
          ))}
        </nav>
        <span class="standing">
          <Epoch />
          <State {...alive()} />
          <button type="button" class="plain" onClick={() => setTheme(nextTheme())}>
            Colors: {theme.value}
          </button>
        </span>
      </header>
      <main id="main" tabIndex={-1}>
        {connection.value === 'refused' ? <Refused /> : children}
      </main>
    </>
  );
}

function Epoch() {
  const { state, stateUnreadable } = cloud.value ?? {};
  if (stateUnreadable !== undefined) return <State tone="bad" text="Region state can't be read" />;
  if (state === undefined) return <State tone="quiet" text="No epoch yet" />;
  const isOpen = state.mode === 'open' && state.stage === 'verified';
  const waits = failover.value?.state?.question !== undefined && failover.value.state.question.answer === undefined;
  if (waits) return <State tone="bad" text={`Epoch ${state.epoch}, a failover waits for you`} />;
  const text = isOpen
    ? `Epoch ${state.epoch}, open`
    : `Epoch ${state.epoch}, ${state.mode.replace('_', ' ')}: ${state.stage}`;
  return <State tone={isOpen ? 'good' : 'warn'} text={text} />;
}

function alive(): Standing {
  switch (connection.value) {
    case 'live':
      return { tone: 'good', text: 'Live' };
    case 'connecting':
      return { tone: 'quiet', text: 'Connecting' };
    case 'lost':
      return { tone: 'bad', text: 'Not connected: figures are old' };
    case 'refused':
      return { tone: 'bad', text: 'Key refused' };
  }
}

function Refused() {
  return (
    <section class="card">
      <h1>This address lacks its key</h1>
      <p>
        Each start of the local cloud has a new one. Open the address that the start has printed, or print it again:
      </p>
      <pre>npm run redoubt -- console</pre>
    </section>
  );
}

function isWithin(path: string, page: string): boolean {
  return page === '/' ? path === '/' : path.startsWith(page);
}
