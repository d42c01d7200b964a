/** Whether a process still runs. A process id alone does not tell: the system gives it out again. */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { codeOf } from '../errors';

/** When the process was started, as text that is only compared; null where the system does not tell, or there is no such process. */
export function startOf(pid: number): string | null {
  if (process.platform === 'linux') return startOnLinux(pid);
  if (process.platform === 'win32') return null;
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8', stdio: 'pipe' }).trim() || null;
  } catch {
    return null;
  }
}

/** The 22nd field of /proc/PID/stat, in ticks since boot; the second one is a name in brackets that may hold spaces (man 5 proc). */
function startOnLinux(pid: number): string | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    // Killed, and only not yet buried by its parent.
    return state === 'Z' || state === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/** Whether the process that was started then is still there. */
export function isAlive(pid: number, start: string | null): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    if (codeOf(error) !== 'EPERM') return false;
  }
  const now = startOf(pid);
  if (now === null) return process.platform === 'win32' && start === null;
  return start === null || now === start;
}
