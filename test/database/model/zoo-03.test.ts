/** What TypeORM 0.3 itself makes of the zoo is what the model says. (One TypeORM a file: its copies share one global storage.) */
import 'reflect-metadata';
import * as orm from 'typeorm03';
import { readModel } from '../../../src/model/read';
import type { DatabaseSchema } from '../../../src/schema/types';
import { createDatabase, type TestDatabase } from '../../support/database';
import { defaultsPrinted, factsOfDatabase, factsOfModel, KINDS, type Facts } from '../../support/model-facts';
import { zoo, ZOO_SCHEMAS } from '../../support/zoo/zoo';

let database: TestDatabase;
let model: Facts;
let made: Facts;
let schema: DatabaseSchema;

beforeAll(async () => {
  database = await createDatabase({ sql: ZOO_SCHEMAS.map((name) => `CREATE SCHEMA ${name};`).join('') });
  const source = new orm.DataSource({ ...database.typeormOptions, entities: zoo(orm, 0) });
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
