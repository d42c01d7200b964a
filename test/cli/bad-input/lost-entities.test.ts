/** A glob that lost files, a class that fell out of a list: nothing is dropped while a source file declares it. */
import { dataSourceFile, errorOf, openCli, type Cli, type CliProject } from '../../support/cli';
import { createDatabase, type TestDatabase } from '../../support/database';
import { fingerprint } from '../../support/fingerprint';
import { entityFile, NAME, SHOP } from '../../support/shop';

let cli: Cli;
let database: TestDatabase;
beforeAll(async () => {
  cli = await openCli();
}, 120_000);
afterAll(() => {
  cli.remove();
});
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(() => database.drop());

const autogenerate = (project: CliProject, ...flags: readonly string[]) =>
  project.run('revision', '--autogenerate', '-m', 'next', '--format', 'json', '--url', database.url, ...flags);

async function managed(files: Readonly<Record<string, string>>): Promise<CliProject> {
  const project = cli.project(files);
  expect(await autogenerate(project)).toMatchObject({ code: 0, stderr: '' });
  expect(await project.run('upgrade', '--url', database.url)).toMatchObject({ code: 0, stderr: '' });
  return project;
}

test('three files lost: refused with their names, also when a drop was answered', async () => {
  const project = await managed(SHOP);
  const before = await fingerprint(database);
  project.write({ 'src/data-source.ts': dataSourceFile(`[__dirname + '/entities/person.entity.ts']`) });
  const answers = ['products', 'visits', 'orders'].flatMap((table) => ['--drop', table]);
  for (const flags of [[], answers, answers.slice(0, 2)]) {
    const ended = await autogenerate(project, ...flags);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    const error = errorOf(ended);
    expect(error.code).toBe('STILL_DECLARED');
    expect(error.facts).toEqual({
      tables: expect.arrayContaining(['products', 'visits', 'orders']) as unknown,
      entities: expect.arrayContaining(['Product', 'Visit', 'Order']) as unknown,
      files: expect.arrayContaining(
        ['product', 'visit', 'order'].map((name) => `src/entities/${name}.entity.ts`),
      ) as unknown,
    });
  }
  const checked = await project.run('check', '--url', database.url);
  expect(checked.code).toBe(3);
  expect(checked.stdout).toMatch(/nothing is dropped: source files still declare .*\bVisit\b/);
  expect(checked.stdout).toMatch(
    /exit 3 · add .* to the entities of the data source, or take their classes out of src/,
  );
  expect(checked.stdout).not.toContain('stillhead revision');
  expect(await fingerprint(database)).toEqual(before);
  expect(project.migrations()).toHaveLength(1);
  // Kept on purpose, or gone from the sources too: then nothing stands in the way.
  const kept = await autogenerate(project, ...['products', 'visits', 'orders'].flatMap((table) => ['--keep', table]));
  expect(kept).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(kept.stdout)).toMatchObject({ revision: null, operations: [] });
  for (const name of ['product', 'visit', 'order']) project.remove(`src/entities/${name}.entity.ts`);
  const asked = await autogenerate(project);
  expect([asked.code, errorOf(asked).code]).toEqual([4, 'ANSWER_NEEDED']);
  const dropped = await autogenerate(project, ...answers);
  expect(dropped).toMatchObject({ code: 0, stderr: '' });
  const operations = (JSON.parse(dropped.stdout) as { operations: { kind: string }[] }).operations;
  expect(operations.filter(({ kind }) => kind === 'dropTable')).toHaveLength(3);
}, 120_000);

test('names of a naming strategy, a constant of another file, an EntitySchema, a view, a child of single-table inheritance', async () => {
  const strategy = `import { DefaultNamingStrategy } from 'typeorm';
export class Shouting extends DefaultNamingStrategy {
  tableName(entity: string, written: string | undefined) { return 'T_' + (written ?? entity).toUpperCase(); }
}`;
  const source = (entities: string): string =>
    `import { Shouting } from './shouting';\n${dataSourceFile(entities).replace('entities:', 'namingStrategy: new Shouting(), entities:')}`;
  const all = `[__dirname + '/entities/*.ts']`;
  const project = await managed({
    'src/shouting.ts': strategy,
    'src/tables.ts': `export const TABLES = { dose: 'doses' };`,
    'src/data-source.ts': source(all),
    'src/entities/person.ts': entityFile('Person', 'persons', NAME)
      .replace('@Entity', `@TableInheritance({ column: { name: 'kind', type: 'varchar' } })\n@Entity`)
      .replace('import {', 'import { TableInheritance,'),
    'src/entities/teacher.ts': `import { ChildEntity, Column } from 'typeorm';\nimport { Person } from './person';
@ChildEntity()\nexport class Teacher extends Person { @Column({ nullable: true }) subject: string; }`,
    'src/entities/plain.ts': entityFile('Plain', '', NAME).replace("''", ''),
    'src/entities/dose.ts': `import { TABLES } from '../tables';\n${entityFile('Dose', '', NAME).replace("''", 'TABLES.dose')}`,
    'src/entities/visit.ts': `import { EntitySchema } from 'typeorm';
export const VisitSchema = new EntitySchema({ columns: { id: { type: Number, primary: true, generated: true } }, name: 'Visit', tableName: 'visits' });`,
    'src/entities/names.ts': `import { ViewColumn, ViewEntity } from 'typeorm';
@ViewEntity({ name: 'names', expression: 'SELECT name FROM "T_PERSONS"' })\nexport class Names { @ViewColumn() name: string; }`,
  });
  const lost = { plain: 'Plain', dose: 'Dose', visit: 'Visit', names: 'Names', teacher: 'Teacher' };
  for (const [file, entity] of Object.entries(lost)) {
    project.write({ 'src/data-source.ts': source(`[__dirname + '/entities/!(${file}).ts']`) });
    const ended = await autogenerate(project);
    expect([file, ended.code, ended.stdout]).toEqual([file, 1, '']);
    expect(errorOf(ended)).toMatchObject({
      code: 'STILL_DECLARED',
      facts: { entities: [entity], files: [`src/entities/${file}.ts`] },
    });
  }
}, 120_000);

test('a table whose schema stands in its name, before a dot', async () => {
  const project = await managed({
    ...SHOP,
    'src/entities/invoice.entity.ts': entityFile('Invoice', 'billing.invoices', NAME),
  });
  project.write({ 'src/data-source.ts': dataSourceFile(`[__dirname + '/entities/!(invoice).entity.ts']`) });
  const ended = await autogenerate(project, '--drop', 'billing.invoices');
  expect(errorOf(ended)).toMatchObject({ code: 'STILL_DECLARED', facts: { entities: ['Invoice'] } });
}, 120_000);

test('what a comment or a string says declares nothing', async () => {
  const project = await managed(SHOP);
  project.write({
    'src/data-source.ts': dataSourceFile(
      `[__dirname + '/entities/p*.entity.ts', __dirname + '/entities/o*.entity.ts']`,
    ),
    'src/entities/visit.entity.ts': `// @Entity('visits') class Visit {}\nexport const text = "@Entity('visits') class Visit {}";\n`,
  });
  const ended = await autogenerate(project);
  expect([ended.code, errorOf(ended).code]).toEqual([4, 'ANSWER_NEEDED']);
  expect(await autogenerate(project, '--drop', 'visits')).toMatchObject({ code: 0 });
}, 180_000);

test('what a compiler wrote before the class was taken out declares nothing', async () => {
  const compiled = `const typeorm_1 = require("typeorm");
let Visit = class Visit { };
Visit = __decorate([(0, typeorm_1.Entity)('visits')], Visit);
`;
  const project = await managed({
    ...SHOP,
    'tsconfig.json': `{
  // as tsc --init writes it
  "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true, "outDir": "out", },
}`,
    'out/entities/visit.entity.js': compiled,
  });
  project.remove('src/entities/visit.entity.ts');
  // Of this folder nobody says that a compiler writes it.
  project.write({ 'elsewhere/visit.entity.js': compiled });
  expect(errorOf(await autogenerate(project, '--drop', 'visits'))).toMatchObject({
    code: 'STILL_DECLARED',
    facts: { files: ['elsewhere/visit.entity.js'] },
  });
  project.remove('elsewhere');
  const checked = await project.run('check', '--url', database.url);
  expect(checked.stdout).not.toContain('nothing is dropped');
  expect(await autogenerate(project, '--drop', 'visits')).toMatchObject({ code: 0, stderr: '' });
}, 120_000);
