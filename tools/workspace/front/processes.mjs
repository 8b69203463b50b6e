// Processes as the system shows them: from /proc on Linux (slim images have no `ps`), from `ps` elsewhere. Plain JavaScript, because
// bootstrap.mjs needs it on the system's Node.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const hasProc = process.platform === 'linux';

/**
 * One process; undefined when there is none of this id, or when it has ended and nobody has waited for it yet.
 *
 * Its id with its start is unique: ids are given out again.
 */
export function processOf(pid) {
  return hasProc ? fromProc(pid) : fromPs(pid);
}

/** Ids of all processes below one: its children, their children and so on. */
export function descendantsOf(pid) {
  const all = hasProc
    ? readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map((name) => fromProc(Number(name)))
        .filter((found) => found !== undefined)
    : allFromPs();
  const below = (parent) =>
    all.filter(({ ppid }) => ppid === parent).flatMap((child) => [child.pid, ...below(child.pid)]);
  return below(pid);
}

function fromProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses and may hold any character: what follows is counted from the last one.
    const [state, ppid, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, ppid: Number(ppid), start: rest[17], command };
  } catch {
    return undefined;
  }
}

const psColumns = 'pid=,ppid=,stat=,lstart=,command=';

function fromPs(pid) {
  try {
    return parsePs(execFileSync('ps', ['-ww', '-o', psColumns, '-p', String(pid)], { encoding: 'utf8' }))[0];
  } catch {
    return undefined;
  }
}

function allFromPs() {
  return parsePs(execFileSync('ps', ['-A', '-ww', '-o', psColumns], { encoding: 'utf8', maxBuffer: 64e6 }));
}

/** `lstart` is five words: `Sat Nov 28 15:30:00 2026`. */
function parsePs(text) {
  return [...text.matchAll(/^\s*(\d+)\s+(\d+)\s+(\S+)\s+((?:\S+\s+){4}\S+)\s+(.*)$/gm)]
    .filter(([, , , stat]) => !stat.startsWith('Z'))
    .map(([, pid, ppid, , start, command]) => ({ pid: Number(pid), ppid: Number(ppid), start, command }));
}
