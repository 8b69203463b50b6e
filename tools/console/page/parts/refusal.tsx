import { CommandError } from '../store/connect.ts';
import { Mark } from './mark.tsx';

/** Why something was not done. */
export function Refused({ error }: { readonly error: unknown }) {
  if (error === undefined) return null;
  const { why, fix } = error instanceof CommandError ? error : { why: '', fix: 'try again' };
  return (
    <p class="refused" role="alert">
      <Mark tone="bad" />
      <span>
        <strong>{error instanceof Error ? error.message : String(error)}</strong>
        {why === '' ? '' : `: ${why}`}. To mend it: {fix}.
      </span>
    </p>
  );
}
