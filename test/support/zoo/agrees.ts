/**
 * The tests that what a TypeORM itself makes of the zoo is what the model says, for whichever TypeORM a test file brings. A file may
 * bring one only: copies of TypeORM share one global storage. It must never import TypeORM itself.
 */
import { readModel } from '../../../src/model/read';
import type { DatabaseSchema } from '../../../src/schema/types';
import { createDatabase, type TestDatabase } from '../database';
import { defaultsPrinted, factsOfDatabase, factsOfModel, KINDS, type Facts } from '../model-facts';
import type { Orm } from './orm';
import { zoo, ZOO_SCHEMAS } from './zoo';

/** Registers the tests; to be called once, at the top of a test file. */
export function zooAgrees(orm: Orm, major: 0 | 1): void {
  let database: TestDatabase;
  let model: Facts;
  let made: Facts;
  let schema: DatabaseSchema;

  beforeAll(async () => {
    database = await createDatabase({ sql: ZOO_SCHEMAS.map((name) => `CREATE SCHEMA ${name};`).join('') });
    const source = new orm.DataSource({ ...database.typeormOptions, entities: zoo(orm, major) });
    schema = (await readModel(source, { defaultSchema: 'public' })).schema;
    model = factsOfModel(schema);
    expect(source.isInitialized).toBe(false);
    await source.initialize();
    await source.synchronize();
    expect(factsOfModel((await readModel(source, { defaultSchema: 'public' })).schema)).toEqual(model);
    await source.destroy();
    made = await factsOfDatabase(database);
  });
  afterAll(() => database.drop());

  test.each(KINDS)('%s', (kind) => {
    expect(made[kind].length).toBeGreaterThan(1);
    expect(model[kind]).toEqual(made[kind]);
  });

  test('every default is kept the same, however it is spelled', async () => {
    const { ofModel, ofDatabase } = await defaultsPrinted(database, schema);
    expect(Object.keys(ofModel).length).toBeGreaterThan(20);
    expect(ofModel).toEqual(ofDatabase);
  });
}
