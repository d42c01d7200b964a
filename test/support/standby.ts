/**
 * A hot standby of a server that a test started: a copy of its data, taken while it runs, which streams what is written there. Ends as
 * every test server does; the primary is to be stopped after it.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startPostgres, type PostgresServer } from './postgres';
import { run } from './postgres-data';

export interface Standby extends PostgresServer {
  /** Waits until all that is committed on the primary can be read here. */
  caughtUp(): Promise<void>;
}

/** @param primary trusts everybody, and flushes what it commits (`synchronous_commit = on`), so that its position says what is to come */
export async function startStandby(primary: PostgresServer): Promise<Standby> {
  const { major } = primary;
  const settings = { primary_conninfo: `host=${primary.host} port=${primary.port} user=${primary.user}` };
  const server = await startPostgres({ major, tcp: true, settings, fill: (data) => copyOf(primary, data) });
  return { ...server, caughtUp: () => caughtUp(primary, server) };
}

/** As pg_basebackup does it, which is not among the binaries: the copy is of one moment once it has replayed the log up to its end. */
async function copyOf(primary: PostgresServer, data: string): Promise<void> {
  const [start, end] =
    primary.major < 15
      ? [`pg_start_backup('standby', true, false)`, 'pg_stop_backup(false, false)']
      : [`pg_backup_start('standby', true)`, 'pg_backup_stop(false)'];
  // Both in one session: a backup ends with the session that began it.
  const label = await onServer(primary, async (client) => {
    await client.query(`SELECT ${start}`);
    await run('cp', ['-Rp', '--', path.join(primary.socket, 'data'), data]);
    return (await client.query<{ labelfile: string }>(`SELECT labelfile FROM ${end}`)).rows[0]?.labelfile ?? '';
  });
  for (const file of ['postmaster.pid', 'postmaster.opts']) fs.rmSync(path.join(data, file), { force: true });
  fs.writeFileSync(path.join(data, 'backup_label'), label);
  fs.writeFileSync(path.join(data, 'standby.signal'), '');
}

async function caughtUp(primary: PostgresServer, standby: PostgresServer): Promise<void> {
  const position = await onServer(
    primary,
    async (client) => (await client.query<{ lsn: string }>('SELECT pg_current_wal_flush_lsn() AS lsn')).rows[0]?.lsn,
  );
  await onServer(standby, async (client) => {
    for (const deadline = Date.now() + 30_000; ; await sleep(20)) {
      const replayed = 'SELECT coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, false) AS "isThere"';
      if ((await client.query<{ isThere: boolean }>(replayed, [position])).rows[0]?.isThere === true) return;
      if (Date.now() > deadline) throw new Error(`The standby has not reached ${position}:\n${standby.log()}`);
    }
  });
}

async function onServer<Result>(server: PostgresServer, act: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: server.url() });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}
