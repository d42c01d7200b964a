/**
 * Before the tests of the project `database`: one server of the major PG_MAJOR (else 18), told to the tests in the environment.
 * TEST_PG_URL names a server that runs already and is used instead; it must allow its user to create databases.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Client } from 'pg';
import { MAJORS, startPostgres, type Major, type PostgresServer } from './postgres';

declare global {
  var testServer: PostgresServer | undefined;
}

export default async function setup(): Promise<void> {
  process.env['TEST_BUILD'] = fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-dist-'));
  const given = process.env['TEST_PG_URL'];
  if (given !== undefined && given !== '') {
    process.env['TEST_PG_EXTENSIONS'] = (await extensionsOf(given)).join(' ');
    return tell(new URL(given));
  }
  const major = Number(process.env['PG_MAJOR'] ?? 18);
  if (!MAJORS.includes(major as Major)) throw new Error(`PG_MAJOR=${major}: known are ${MAJORS.join(', ')}`);
  const server = await startPostgres({ major: major as Major, tcp: true });
  globalThis.testServer = server;
  process.env['TEST_PG_MAJOR'] = String(major);
  process.env['TEST_PG_SOCKET'] = server.socket;
  tell(new URL(server.url()));
}

/** What the server could make: a server of somebody's own may have more than ours. */
async function extensionsOf(url: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ name: string }>('SELECT name FROM pg_available_extensions')).rows.map(
      ({ name }) => name,
    );
  } finally {
    await client.end();
  }
}

/** The environment is all that jest hands on to the processes that run the tests. */
function tell(url: URL): void {
  process.env['TEST_PG_HOST'] = decodeURIComponent(url.hostname);
  process.env['TEST_PG_PORT'] = url.port || '5432';
  process.env['TEST_PG_USER'] = decodeURIComponent(url.username) || 'postgres';
  process.env['TEST_PG_PASSWORD'] = decodeURIComponent(url.password);
}
