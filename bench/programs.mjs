/** Programs that are not ours to look into: time, CPU and memory of a whole process, told by the system. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { clearInterval, setInterval } from 'node:timers';

/** How often the memory of a running program is looked at: Linux keeps the highest, so only the last moment can be missed. */
const LOOK_EVERY = 5;

/** `pg_dump --schema-only` to nowhere. */
export function runPgDump(file, url) {
  return runCommand([file, '--schema-only', '--dbname', url, '--file', '/dev/null'], {});
}

/**
 * @param {string[]} command
 * @param {{ cwd?: string, env?: Record<string, string> }} options
 * @returns {Promise<{ ms: number, cpu: number | null, memory: number | null, output: string }>} memory in MB
 */
export async function runCommand(command, { cwd, env }) {
  // The shell says, when it ends, what its children have used; `exec` gives the program no shell to be measured with.
  const script = '"$@"; code=$?; times >&3; exit $code';
  const start = performance.now();
  const child = spawn('/bin/sh', ['-c', script, 'sh', ...command], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let memory = null;
  const looking = setInterval(() => (memory = Math.max(memory ?? 0, highestMemory(child.pid)) || null), LOOK_EVERY);
  let [output, times] = ['', ''];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  child.stdio[3].on('data', (data) => (times += data));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const ms = performance.now() - start;
  clearInterval(looking);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with code ${code}:\n${output}`);
  return { ms, cpu: childrenCpu(times), memory, output };
}

/** Of the only child of a process. */
function highestMemory(shell) {
  try {
    const child = fs.readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ')[0];
    const line = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${child}/status`, 'utf8'));
    return line === null ? 0 : Number(line[1]) / 1024;
  } catch {
    return 0;
  }
}

/** The second line of `times`: `0m0.100s 0m0.020s`, user and system of the children. */
function childrenCpu(times) {
  const line = times.split('\n')[1];
  if (line === undefined) return null;
  const parts = [...line.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000, 0);
}
