/** Every sample on a real server: it changes something, its reverse restores the start, and its call does the same as the operation. */
import type { Operation } from '../../../src/operations/operation';
import { createDatabase, serverMajor, type TestDatabase } from '../../support/database';
import { fingerprint } from '../../support/fingerprint';
import { SAMPLES, type Sample } from '../../support/operation-samples';
import { SCHEMA } from '../../support/schema-builders';
import { callOf, operationOf, reverseOf, statementsOf } from '../../support/table-operations';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase({ prefix: 'operations' });
});
afterAll(async () => {
  await database.drop();
});

async function start(sample: Sample): Promise<void> {
  await database.query(`DROP SCHEMA IF EXISTS ${SCHEMA}, elsewhere CASCADE; CREATE SCHEMA ${SCHEMA}`);
  await database.query(`SET search_path = ${SCHEMA}`);
  if (sample.before !== '') await database.query(sample.before);
  await database.query('SET search_path = pg_catalog');
}

async function run(operations: readonly Operation[]): Promise<void> {
  for (const operation of operations) {
    for (const statement of statementsOf(operation, serverMajor())) await database.query(statement.sql);
  }
}

/** NOT VALID cannot be brought back; everything else has a way back. */
const ONE_WAY = new Set(['validateConstraint']);
const runnable = SAMPLES.filter((sample) => serverMajor() >= (sample.since ?? 14));

test.each(runnable.map((sample) => [sample.title, sample] as const))('%s', async (_title, sample) => {
  await start(sample);
  const before = await fingerprint(database);
  await run([sample.operation]);
  const after = await fingerprint(database);
  expect(after).not.toEqual(before);

  const back = reverseOf(sample.operation);
  if (ONE_WAY.has(sample.operation.kind)) {
    expect(back).toBeNull();
  } else {
    expect(back).not.toBeNull();
    await run(back ?? []);
    expect(await fingerprint(database)).toEqual(before);
    await run([sample.operation]);
    expect(await fingerprint(database)).toEqual(after);
  }

  await start(sample);
  const call = callOf(sample.operation);
  await run([operationOf(call.verb, call.args)]);
  expect(await fingerprint(database)).toEqual(after);
});
