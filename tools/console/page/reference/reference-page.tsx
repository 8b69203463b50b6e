import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReferenceView } from '../../src/reference-wire.ts';
import { type ReferenceDocument, type ReferenceName, references } from '../model/reference-document.ts';
import { Refused } from '../parts/refusal.tsx';
import { ask } from '../store/connect.ts';
import { mountReference } from './mount-reference.ts';

const names = Object.keys(references) as readonly ReferenceName[];

/** The published documents of the services; requests go to this cloud, with the demo merchant's key. */
export function ReferencePage() {
  const [name, setName] = useState<ReferenceName>('validation');
  const [view, setView] = useState<ReferenceView | undefined>(undefined);
  const [isShown, setShown] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isWanted = true;
    setError(undefined);
    setShown(false);
    async function show() {
      const [asked, document] = await Promise.all([ask<ReferenceView>('reference'), documentOf(name)]);
      if (!isWanted || host.current === null) return;
      setView(asked);
      await mountReference(host.current, { document, view: asked });
      setShown(true);
    }
    show().catch((refused: unknown) => isWanted && setError(refused));
    return () => {
      isWanted = false;
    };
  }, [name]);
  return (
    <>
      <h1 class="hidden">API reference</h1>
      <section class="card">
        <header class="spread">
          <h2>API reference</h2>
          <span class="buttons">
            {names.map((it) => (
              <button key={it} type="button" aria-pressed={it === name} onClick={() => setName(it)}>
                {references[it]}
              </button>
            ))}
          </span>
        </header>
        <p class="dim">{view === undefined ? 'Loading …' : keyText(view)}</p>
        <p class="dim">
          Operators sign their requests, which a page can't: <code>npm run redoubt -- role call --help</code>. Events
          stand in <code>docs/reference/events.asyncapi.json</code>.
        </p>
        <Refused error={error} />
        {isShown || error !== undefined ? null : <p class="empty">Loading …</p>}
      </section>
      <div ref={host} key={name} class="card reference" />
    </>
  );
}

function keyText({ key, publicApi }: ReferenceView): string {
  return key === undefined
    ? `The demo merchant has no key yet: requests to ${publicApi} are refused.`
    : `Requests go to ${publicApi} with the key of the demo merchant, and are those of a real program: payments are booked.`;
}

async function documentOf(name: ReferenceName): Promise<ReferenceDocument> {
  const answer = await fetch(`/documents/${name}.openapi.json`);
  if (!answer.ok) throw new Error(`the document of ${name} could not be read`);
  return (await answer.json()) as ReferenceDocument;
}
