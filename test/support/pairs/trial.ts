/**
 * Brings one pair of schemas to a real PostgreSQL by `diff`: from a to b, nothing left, and back. What a database holds is told by plain
 * SQL (`fingerprint.ts`), so that a mistake of the catalog's reader cannot hide itself.
 */
import { diff } from '../../../src/api/diff';
import type { DiffResult } from '../../../src/api/diff';
import { createDatabase, type TestDatabase } from '../database';
import { fingerprint, fingerprintDifference } from '../fingerprint';
import type { SchemaPair } from './read';

export interface PairOutcome {
  /** `null`: it passes. */
  readonly failure: { readonly stage: string; readonly reason: string } | null;
  /** What the plans name as not modelled. */
  readonly notModelled: readonly string[];
  readonly script: string;
}

class Failed extends Error {
  constructor(
    readonly stage: string,
    readonly reason: string,
  ) {
    super(`${stage}: ${reason}`);
  }
}

export async function tryPair(pair: SchemaPair): Promise<PairOutcome> {
  const databases: TestDatabase[] = [];
  const scripts: string[] = [];
  const named = new Set<string>();
  const make = async (stage: string, ...texts: readonly string[]): Promise<TestDatabase> => {
    const all = ['SET client_min_messages = error', pair.setup, ...texts].map(tolerant);
    for (;;) {
      const database = await createDatabase({ prefix: 'pair' });
      databases.push(database);
      const missing = await run(database, all).then(
        () => null,
        (error: unknown) => missingRole(stage, error),
      );
      if (missing === null) return database;
      await database.query(`CREATE ROLE "${missing}"`);
    }
  };
  const step = async (stage: string, work: TestDatabase, target: TestDatabase): Promise<void> => {
    const plan = await inStage(`${stage}: no plan`, () => diff({ from: work.url, to: target.url }));
    for (const line of plan.notModelled) named.add(line);
    scripts.push(plan.script);
    if (stage === 'a → b' && pair.identical && plan.operations.length > 0)
      throw new Failed(stage, 'not empty: ' + kinds(plan));
    await inStage(`${stage}: apply`, () => run(work, [plan.script.replace(/^\\set .*$/m, '')]));
    const difference = fingerprintDifference(await lines(target), await lines(work));
    if (difference.length > 0) throw new Failed(`${stage}: catalogs`, difference.join('\n'));
  };
  const nothingLeft = async (stage: string, work: TestDatabase, target: TestDatabase): Promise<void> => {
    const again = await inStage(`${stage}: second plan`, () => diff({ from: work.url, to: target.url }));
    if (again.operations.length > 0) throw new Failed(`${stage}: left`, kinds(again));
  };
  try {
    const work = await make('a', pair.a, pair.seed);
    const b = await make('b', pair.b);
    const a = await make('a again', pair.a);
    await step('a → b', work, b);
    await nothingLeft('a → b', work, b);
    await step('b → a', work, a);
    return { failure: null, notModelled: [...named], script: scripts.join('\n') };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return {
      failure: { stage: error.stage, reason: error.reason },
      notModelled: [...named],
      script: scripts.join('\n'),
    };
  } finally {
    for (const database of databases) {
      await dropSubscriptions(database);
      await database.drop();
    }
  }
}

/** The role that a script takes for granted; anything else is a failure of its own. */
function missingRole(stage: string, error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const role = /^role "([^"]+)" does not exist$/.exec(text)?.[1];
  if (role === undefined) throw new Failed(stage, text);
  return role;
}

/** All databases of a server share its roles: one that is there already is the same one. */
function tolerant(sql: string): string {
  return sql.replace(
    /^[ \t]*CREATE (?:ROLE|USER|GROUP) [^;$]*;/gim,
    (statement) => `DO $role$ BEGIN ${statement} EXCEPTION WHEN duplicate_object THEN NULL; END $role$;`,
  );
}

/** A database with subscriptions cannot be dropped. */
async function dropSubscriptions(database: TestDatabase): Promise<void> {
  const own =
    'SELECT subname FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())';
  for (const { subname } of await database.query<{ subname: string }>(own)) {
    const name = `"${subname.replaceAll('"', '""')}"`;
    await database.query(`ALTER SUBSCRIPTION ${name} DISABLE`);
    await database.query(`ALTER SUBSCRIPTION ${name} SET (slot_name = NONE)`);
    await database.query(`DROP SUBSCRIPTION ${name}`);
  }
}

function kinds(plan: DiffResult): string {
  return plan.statements.map(({ sql }) => sql).join('; ');
}

/** On the connection that is there, which has the catalogs at hand; what a script sets there ends with it. */
async function run(database: TestDatabase, texts: readonly string[]): Promise<void> {
  try {
    for (const text of texts) if (text.trim() !== '') await database.query(text);
  } finally {
    // A script that failed may have begun a transaction.
    await database.query('ROLLBACK');
    await database.query('DISCARD ALL');
  }
}

async function inStage<T>(stage: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const position = error instanceof Error && 'position' in error ? ` (at ${String(error.position)})` : '';
    throw new Failed(stage, (error instanceof Error ? error.message : String(error)) + position);
  }
}

async function lines(database: TestDatabase): Promise<readonly string[]> {
  return (await fingerprint(database)).map(comparable);
}

/**
 * The order of storage parameters says nothing. Of two keys over the same columns PostgreSQL lets a foreign key stand on the one that was made first, which nobody
 * can say in SQL.
 */
function comparable(line: string): string {
  const sorted = line.replace(
    / WITH \(([^)]*)\)/,
    (_all, list: string) => ` WITH (${list.split(', ').sort().join(', ')})`,
  );
  return sorted.replace(/(, kind f,.*), index .*/, '$1');
}
