/** Operations on a real server: run them, take them back, write them as calls and run those, and compare what the catalog holds. */
import type { Operation } from '../../src/operations/operation';
import { toSegments } from '../../src/operations/segments';
import { serverMajor, type TestDatabase } from './database';
import { fingerprint, fingerprintDifference } from './fingerprint';
import { SCHEMA } from './schema-builders';
import { callOf, operationOf, reverseOf, statementsOf } from './table-operations';

/** An empty schema `app`, with what this SQL makes in it. */
export async function begin(database: TestDatabase, before = ''): Promise<void> {
  await database.query(`DROP SCHEMA IF EXISTS ${SCHEMA}, other CASCADE; CREATE SCHEMA ${SCHEMA}`);
  await database.query(`SET search_path = ${SCHEMA}`);
  if (before !== '') await database.query(before);
  await database.query('SET search_path = pg_catalog');
}

/** Runs operations as a revision runs: in segments. */
export async function run(database: TestDatabase, operations: readonly Operation[]): Promise<void> {
  const statements = operations.flatMap((operation) => statementsOf(operation, serverMajor()));
  for (const { mode, statements: own } of toSegments(statements)) {
    const sql = own.map((statement) => statement.sql).join('\n;\n');
    await database.query(mode === 'outside' ? sql : `BEGIN;\n${sql}\n;COMMIT`).catch(async (error: unknown) => {
      if (mode === 'transaction') await database.query('ROLLBACK');
      throw error;
    });
  }
}

/** What operations change of the catalog, as lines with `+` and `-`; their calls must change the same, and their reverse all of it back. */
export async function changes(
  database: TestDatabase,
  before: string,
  operation: Operation,
): Promise<readonly string[]> {
  await begin(database, before);
  const start = await fingerprint(database);
  await run(database, [operation]);
  const after = await fingerprint(database);

  const back = reverseOf(operation);
  if (back !== null) {
    await run(database, back);
    expect(fingerprintDifference(start, await fingerprint(database))).toEqual([]);
  }

  await begin(database, before);
  const call = callOf(operation);
  await run(database, [operationOf(call.verb, call.args)]);
  expect(fingerprintDifference(after, await fingerprint(database))).toEqual([]);
  return fingerprintDifference(start, after);
}
