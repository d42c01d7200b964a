/**
 * A server with an extension that the npm binaries do not bring (PostGIS, pgvector): the one under test where TEST_PG_URL named it and it
 * has it, else Debian's of the major under test, where the extension's package is installed. Installs nothing.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { serverMajor } from './database';
import { startPostgres, type Major, type PostgresServer } from './postgres';

/** Where Debian and Ubuntu put the executables of a major. */
const debian = (major: number): string => `/usr/lib/postgresql/${major}/bin`;

/** Whether some server here has the extension. */
export function isThere(extension: string): boolean {
  return isGiven(extension) || debianHas(extension);
}

/** From now on `createDatabase` of this test file makes databases on that server. Gives what ends it. */
export async function useServerWith(extension: string): Promise<() => Promise<void>> {
  if (isGiven(extension)) return () => Promise.resolve();
  const major = serverMajor() as Major;
  const server: PostgresServer = await startPostgres({ major, tcp: true, bin: debian(major) });
  process.env['TEST_PG_HOST'] = server.host;
  process.env['TEST_PG_PORT'] = String(server.port);
  process.env['TEST_PG_USER'] = server.user;
  process.env['TEST_PG_PASSWORD'] = '';
  return () => server.stop();
}

function isGiven(extension: string): boolean {
  return (process.env['TEST_PG_EXTENSIONS'] ?? '').split(' ').includes(extension);
}

function debianHas(extension: string): boolean {
  const bin = debian(serverMajor());
  if (!['postgres', 'initdb', 'pg_config'].every((program) => fs.existsSync(path.join(bin, program)))) return false;
  const share = execFileSync(path.join(bin, 'pg_config'), ['--sharedir'], { encoding: 'utf8' }).trim();
  return fs.existsSync(path.join(share, 'extension', `${extension}.control`));
}
