import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Waits until its input ends, which it does when we end, however; then it ends the server if that still runs there, and
 * removes a temporary folder.
 */
const script = `
  read -r _
  if [ "$(head -n 1 "$2/postmaster.pid" 2>/dev/null)" = "$1" ]; then kill -QUIT "$1"; fi
  if [ "$3" = temporary ]; then
    while kill -0 "$1" 2>/dev/null; do sleep 0.1; done
    rm -rf "$2" "$2.log"
  fi`;

/** Ends a server with this process, also when this process is killed. */
export function endWithParent(
  pid: number,
  folder: { readonly dataDir: string; readonly isTemporary: boolean },
): ChildProcess {
  const kind = folder.isTemporary ? 'temporary' : 'kept';
  const watchdog = spawn('/bin/sh', ['-c', script, 'end-with-parent', String(pid), folder.dataDir, kind], {
    cwd: '/',
    detached: true, // Ctrl-C reaches only us: we end the server in order
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  return watchdog;
}
