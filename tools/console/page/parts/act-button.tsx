import { useRef, useState } from 'preact/hooks';
import type { Act } from '../model/consequences.ts';
import { command } from '../store/connect.ts';
import { Refused } from './refusal.tsx';

/** A button that says what will happen before it does it. */
export function ActButton({ act }: { readonly act: Act }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const { label, title, consequence, isHarmful } = act;

  async function confirm() {
    setBusy(true);
    setError(undefined);
    try {
      // A kill ends when the last process is gone, a restore when the region is ready: the page shows both meanwhile.
      const done = command(act.command, act.body);
      if (act.command !== 'restore') await done;
      else done.catch(setError);
      dialog.current?.close();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <button
        type="button"
        class={isHarmful ? 'harmful' : ''}
        onClick={() => {
          setError(undefined);
          dialog.current?.showModal();
        }}
      >
        {label}
      </button>
      <dialog ref={dialog} aria-label={title}>
        <h2>{title}</h2>
        <p>{consequence}</p>
        <Refused error={error} />
        <div class="buttons end">
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button
            type="button"
            class={`primary ${isHarmful ? 'harmful' : ''}`}
            disabled={isBusy}
            onClick={() => void confirm()}
          >
            {isBusy ? 'At work …' : label}
          </button>
        </div>
      </dialog>
    </>
  );
}
