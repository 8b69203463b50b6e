// The front of a command are the processes that a person started and that wait for us: npm, npx, the shell that npm starts, `timeout`
// and the like. When one of them is killed, npm or not, nobody is left who could end us: a signal that can't be caught passes nothing
// on. So we watch them, and end ourselves.
import { descendantsOf, processOf } from './processes.mjs';

const lookEveryMs = 500;

const npm = /^(\S*\/)?(npm|npx|pnpm|yarn)( |$)/;
/** npm's own file, when it did not name its process; and bootstrap.mjs. */
const nodeProgram = /^(\S*\/)?node( -\S+)* \S*\/?((npm|npx|pnpm|yarn)(-cli)?(\.c?js)?|bootstrap\.mjs)( |$)/;
/** A person's shell is none of them: what it started with `&` or `nohup` may outlive it. */
const waiting = /^(\S*\/)?(timeout|gtimeout|time|sudo|tini|dumb-init)( |$)/;
const shell = /^(\S*\/)?(sh|dash|bash|ash|zsh)( -\S+)* -c /;

/**
 * Whether the process of the first command line does nothing but wait for what it started; a shell does so when npm, whose command line is
 * the second, started it.
 */
export function isFront(command, parentCommand = '') {
  if (shell.test(command)) return npm.test(parentCommand) || nodeProgram.test(parentCommand);
  return npm.test(command) || nodeProgram.test(command) || waiting.test(command);
}

/** The processes above this one that front it, nearest first. */
function frontOf(pid) {
  const front = processOf(pid);
  if (front === undefined || !isFront(front.command, processOf(front.ppid)?.command)) return [];
  return [front, ...frontOf(front.ppid)];
}

/** Calls back, once, when a process of our front has ended. Keeps no process alive. */
export function whenFrontIsGone(then) {
  const parent = process.ppid;
  const front = frontOf(parent);
  if (front.length === 0) return;
  const timer = setInterval(() => {
    const isThere = process.ppid === parent && front.every(({ pid, start }) => processOf(pid)?.start === start);
    if (isThere) return;
    clearInterval(timer);
    then();
  }, lookEveryMs);
  timer.unref();
}

/** Ends everything below this process at once. Whatever it stopped itself is gone already. */
export function killDescendants() {
  for (const pid of descendantsOf(process.pid)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}
