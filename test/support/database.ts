/**
 * A fresh database for a test, on the server that global-setup.ts started. Only for the project `database` (test/database, test/corpus,
 * test/cli). Whatever a test forgets to drop goes with the server.
 */
import { Client, escapeIdentifier, type ClientConfig, type QueryResult, type QueryResultRow } from 'pg';

export interface TestDatabase {
  readonly name: string;
  /** `postgres://postgres@127.0.0.1:PORT/NAME`: for `--url`, STILLHEAD_URL and `pg`. */
  readonly url: string;
  /** For `pg`: `new Client(db.connectionOptions)`. */
  readonly connectionOptions: Readonly<ConnectionOptions>;
  /** For TypeORM: `new DataSource({ ...db.typeormOptions, entities })`. */
  readonly typeormOptions: Readonly<TypeormOptions>;
  /**
   * Runs SQL, one or several statements, on a connection that the database keeps for this. Gives the rows of the last statement.
   * With parameters only one statement is allowed.
   */
  query<Row extends QueryResultRow = QueryResultRow>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** A further connection, open; ended by `drop()` at the latest. */
  client(): Promise<Client>;
  /** Ends the connections that this object opened and drops the database, whoever is still connected. */
  drop(): Promise<void>;
}

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly database: string;
}

export interface TypeormOptions {
  readonly type: 'postgres';
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password?: string;
  readonly database: string;
}

export interface CreateDatabaseOptions {
  /** Start of the name; a number that is unique on the server follows. Default: `test`. */
  readonly prefix?: string;
  /** A database to copy, to which nobody may be connected. Default: `template0`. */
  readonly template?: string;
  /** Further options of CREATE DATABASE, as SQL: `LOCALE 'C.UTF-8'`. */
  readonly options?: string;
  /** SQL to run in it at once. */
  readonly sql?: string;
}

/** The major version of the server under test. */
export function serverMajor(): number {
  const major = Number(process.env['TEST_PG_MAJOR'] ?? process.env['PG_MAJOR']);
  if (!Number.isInteger(major)) throw new Error('TEST_PG_URL needs PG_MAJOR beside it, the major of that server.');
  return major;
}

/** The address of a database on the server under test; by default of the one that always exists. */
function serverUrl(database = 'postgres'): string {
  const { host, port, user, password } = serverOptions(database);
  const secret = password === undefined ? '' : `:${encodeURIComponent(password)}`;
  return `postgres://${encodeURIComponent(user)}${secret}@${encodeURIComponent(host)}:${port}/${encodeURIComponent(database)}`;
}

export async function createDatabase(options: CreateDatabaseOptions = {}): Promise<TestDatabase> {
  const name = uniqueName(options.prefix ?? 'test');
  // Files in memory are copied in half the time that their pages take through the log. Before 15 there is no other way.
  const strategy = serverMajor() < 15 ? '' : 'STRATEGY file_copy';
  await onServer(
    `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(options.template ?? 'template0')} ${strategy} ${options.options ?? ''}`,
  );
  const database = open(name);
  if (options.sql !== undefined) await database.query(options.sql);
  return database;
}

function open(name: string): TestDatabase {
  const connectionOptions = serverOptions(name);
  const { user, ...rest } = connectionOptions;
  const clients: Client[] = [];
  let own: Promise<Client> | null = null;

  const client = async (): Promise<Client> => {
    const opened = await connect(connectionOptions);
    clients.push(opened);
    return opened;
  };

  return {
    name,
    url: serverUrl(name),
    connectionOptions,
    typeormOptions: { type: 'postgres', username: user, ...rest },
    client,
    async query<Row extends QueryResultRow>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
      own ??= client();
      const connection = await own;
      if (parameters !== undefined) return (await connection.query<Row>(sql, [...parameters])).rows;
      // pg gives an array for several statements; its types do not say so.
      const result = (await connection.query<Row>(sql)) as QueryResult<Row> | QueryResult<Row>[];
      const last = [result].flat().at(-1);
      return last?.rows ?? [];
    },
    async drop(): Promise<void> {
      await Promise.all(clients.map((opened) => opened.end()));
      await onServer(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    },
  };
}

let count = 0;

/** Unique among all tests that run at once: by the process, and a number in it. */
function uniqueName(prefix: string): string {
  return `${prefix}_${process.pid}_${Date.now().toString(36)}_${++count}`;
}

function serverOptions(database: string): ConnectionOptions {
  const host = process.env['TEST_PG_HOST'];
  if (host === undefined) {
    throw new Error(
      'No server: tests with a database stand in test/database, test/corpus or test/cli (jest project `database`).',
    );
  }
  const password = process.env['TEST_PG_PASSWORD'];
  return {
    host,
    port: Number(process.env['TEST_PG_PORT']),
    user: process.env['TEST_PG_USER'] ?? 'postgres',
    ...(password === undefined || password === '' ? {} : { password }),
    database,
  };
}

async function connect(options: ClientConfig): Promise<Client> {
  const client = new Client(options);
  // A connection that the server ends, as DROP DATABASE … WITH (FORCE) does, is no failure of the test.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Of environment.cjs: what is done when the test file has ended. */
declare const atTheEnd: (() => Promise<void>)[];

let administrator: Promise<Client> | null = null;
let turn: Promise<unknown> = Promise.resolve();

/** On one connection for the whole test file, one statement after the other: opening one takes as long as dropping a database. */
function onServer(sql: string): Promise<void> {
  administrator ??= connect(serverOptions('postgres')).then((client) => {
    atTheEnd.push(() => client.end());
    return client;
  });
  const client = administrator;
  const done = turn.then(async () => {
    await (await client).query(sql);
  });
  turn = done.catch(() => undefined);
  return done;
}
