/**
 * The server that is measured on: the one of the tests, of the newest major that an installed pg_dump can read (it refuses a newer
 * server), else of the newest. test/support/postgres.ts is TypeScript, and is loaded by Stillhead's own loader.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * @param {string} root the clone
 * @param {string} dist the compiled sources
 * @returns the server of test/support/postgres.ts, and `pgDump`: `{ file, version }` or null
 */
export async function startServer(root, dist) {
  const { loadModule } = require(path.join(dist, 'load/module.js'));
  const { MAJORS, startPostgres } = await loadModule(path.join(root, 'test/support/postgres.ts'));
  const programs = findPrograms();
  const readable = MAJORS.filter((major) => programs.some((program) => program.major >= major));
  const major = Number(process.env.PG_MAJOR ?? (readable.length > 0 ? Math.max(...readable) : Math.max(...MAJORS)));
  const server = await startPostgres({
    major,
    tcp: true,
    // As a server has them; the tests' own are smaller. One transaction drops or makes thousands of tables here.
    settings: { shared_buffers: '256MB', max_locks_per_transaction: '4096', max_wal_size: '1GB' },
  });
  return { server, pgDump: programs.find((program) => program.major >= major) ?? null };
}

/** Every pg_dump of this machine, oldest first. */
function findPrograms() {
  const debian = '/usr/lib/postgresql';
  const versions = fs.existsSync(debian) ? fs.readdirSync(debian).map((name) => path.join(debian, name, 'bin')) : [];
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...versions];
  return folders
    .map((folder) => path.join(folder, 'pg_dump'))
    .filter((file) => fs.existsSync(file))
    .flatMap(versionOf)
    .sort((one, other) => one.major - other.major);
}

function versionOf(file) {
  try {
    const version = /(\d+)(?:\.\d+)?/.exec(execFileSync(file, ['--version'], { encoding: 'utf8' }));
    return version === null ? [] : [{ file, version: version[0], major: Number(version[1]) }];
  } catch {
    return [];
  }
}

const TICKS_A_SECOND = 100;

/**
 * Milliseconds of CPU that the server's connections have used and ended with; null where the system does not tell. Autovacuum is off,
 * so between two calls it is that of the connections.
 */
export function serverCpu(pid) {
  try {
    const fields = fs
      .readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return ((Number(fields[13]) + Number(fields[14])) * 1000) / TICKS_A_SECOND;
  } catch {
    return null;
  }
}
