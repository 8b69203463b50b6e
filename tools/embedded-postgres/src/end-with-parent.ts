import { type ChildProcess, spawn } from 'node:child_process';

/** Waits until its input ends, which it does when we end, however; then it ends the server if that still runs there. */
const script = `read -r _; if [ "$(head -n 1 "$2/postmaster.pid" 2>/dev/null)" = "$1" ]; then kill -QUIT "$1"; fi`;

/** Sees to it that a server does not outlive this process, not even when this process is killed. */
export function endWithParent(pid: number, dataDir: string): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', script, 'end-with-parent', String(pid), dataDir], {
    cwd: '/',
    detached: true, // Ctrl-C reaches only us: we end the server in order
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  return watchdog;
}
