import type { ComponentChildren } from 'preact';
import type { Standing, Tone } from '../model/tone.ts';

/** A filled circle, a triangle, a square and a ring: told apart without color. */
const shapes: Readonly<Record<Tone, string>> = {
  good: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9z',
  warn: 'M6 1l5 9.5H1z',
  bad: 'M1.5 1.5h9v9h-9z',
  quiet: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9zm0 1.6a2.9 2.9 0 1 0 0 5.8a2.9 2.9 0 0 0 0-5.8z',
};

/** The shape of a state. */
export function Mark({ tone }: { readonly tone: Tone }) {
  return (
    <svg class={`mark ${tone}`} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <path d={shapes[tone]} />
    </svg>
  );
}

/** A state by shape and word. */
export function State({ tone, text, children }: Standing & { readonly children?: ComponentChildren }) {
  return (
    <span class={`state ${tone}`}>
      <Mark tone={tone} />
      <span>
        {text}
        {children}
      </span>
    </span>
  );
}
