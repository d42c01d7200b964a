/** A file of the data source that is not there, that exports too little or too much, that throws, that would destroy the database. */
import { dataSourceFile, errorOf, openCli, type Cli } from '../../support/cli';
import { createDatabase } from '../../support/database';
import { fingerprint } from '../../support/fingerprint';

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
}, 120_000);
afterAll(() => {
  cli.remove();
});

const PERSON = `import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
@Entity('persons')
export class Person {
  @PrimaryGeneratedColumn() id: number;
  @Column() name: string;
}
`;
const NEW = (name: string, rest = ''): string =>
  `export const ${name} = new DataSource({ type: 'postgres', host: 'nowhere.invalid', entities: [], ${rest} });`;
const IMPORTS = `import 'reflect-metadata';\nimport { DataSource } from 'typeorm';\n`;

test('no file of a data source anywhere', async () => {
  const project = cli.project({});
  const ended = await project.run('check', '--format', 'json');
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  const error = errorOf(ended);
  expect(error.code).toBe('DATA_SOURCE_MISSING');
  expect(String(error.facts['tried'])).toMatch(/data-source/);
  expect(error.hint).toMatch(/-d PATH/);
});

test('a named file that is not there: the one that was meant, else what to correct', async () => {
  const project = cli.project({ 'src/data-source.ts': '', 'src/data-sources.d.ts': '', 'src/README.md': '' });
  for (const [named, hint] of [
    ['src/data-sorce.ts', 'did you mean src/data-source.ts?'],
    ['src/nowhere.ts', 'correct the path given with -d'],
    ['data/data-source.ts', 'correct the path given with -d'],
  ] as const) {
    const ended = await project.run('check', '-d', named, '--format', 'json');
    expect(ended.code).toBe(1);
    expect(errorOf(ended)).toMatchObject({ code: 'DATA_SOURCE_MISSING', facts: { tried: [named] }, hint });
  }
  project.write({ 'stillhead.config.json': '{ "dataSource": "src/nowhere.ts" }' });
  expect(errorOf(await project.run('check', '--format', 'json'))).toMatchObject({
    code: 'DATA_SOURCE_MISSING',
    hint: 'correct dataSource in stillhead.config.json',
  });
});

test('no DataSource, and two', async () => {
  const none = await cli.project({ 'data-source.ts': `export const answer = 42;` }).run('check', '--format', 'json');
  expect(none.code).toBe(1);
  expect(errorOf(none)).toMatchObject({
    code: 'DATA_SOURCE_EXPORTS',
    message: 'data-source.ts exports no DataSource',
    facts: { exports: ['answer'] },
  });
  const two = await cli
    .project({ 'data-source.ts': `${IMPORTS}${NEW('first')}\n${NEW('second')}\n` })
    .run('check', '--format', 'json');
  expect(two.code).toBe(1);
  expect(errorOf(two)).toMatchObject({
    code: 'DATA_SOURCE_EXPORTS',
    message: 'data-source.ts exports 2 DataSources: first, second',
  });
});

test('a file that throws: the cause and its line, in the file as it was written', async () => {
  const project = cli.project({
    'data-source.ts': dataSourceFile('[Person]').replace(
      "'typeorm';\n",
      "'typeorm';\nimport { Person } from './person';\n",
    ),
    'person.ts': `${PERSON}\ninterface Secrets { readonly key?: string }\nconst secrets: Secrets = {};\nif (secrets.key === undefined) throw new Error('KEY is not set');\n`,
  });
  const ended = await project.run('check', '--format', 'json');
  expect(ended.code).toBe(1);
  const error = errorOf(ended);
  expect(error).toMatchObject({ code: 'DATA_SOURCE_THROWS', facts: { file: 'data-source.ts' } });
  expect(error.message).toMatch(/KEY is not set/);
  expect(error.facts['at']).toMatch(/^person\.ts:10(:\d+)?$/);
});

test('a syntax error, and an import of nothing', async () => {
  const syntax = await cli
    .project({ 'data-source.ts': `${IMPORTS}\nexport default new DataSource({;\n` })
    .run('check', '--format', 'json');
  expect(errorOf(syntax).code).toBe('DATA_SOURCE_THROWS');
  expect(errorOf(syntax).facts['at']).toMatch(/^data-source\.ts:4/);
  const missing = await cli
    .project({
      'data-source.ts': `${IMPORTS}import { nothing } from './nothing';\n${NEW('source', 'entities: [nothing]')}\n`,
    })
    .run('check', '--format', 'json');
  expect(errorOf(missing).code).toBe('DATA_SOURCE_THROWS');
  expect(errorOf(missing).message).toMatch(/nothing/);
});

test('initialize() at module level, with synchronize and dropSchema: nothing happens to the database', async () => {
  const database = await createDatabase({
    sql: `CREATE TABLE persons (id int, secret text); INSERT INTO persons VALUES (1, 'kept')`,
  });
  try {
    const before = await fingerprint(database);
    const { host, port, username, database: name } = database.typeormOptions;
    const options = { host, port, username, database: name, synchronize: true, dropSchema: true, migrationsRun: true };
    const project = cli.project({
      'person.ts': PERSON,
      'data-source.ts': `${IMPORTS}import { Person } from './person';
export const source = new DataSource({ type: 'postgres', ...${JSON.stringify(options)}, entities: [Person] });
void source.initialize().then(() => source.dropDatabase()).then(() => source.synchronize(true));
`,
    });
    for (const command of [
      ['check'],
      ['revision', '--autogenerate', '-m', 'x', '--dry-run'],
      ['inspect'],
      ['history'],
      ['upgrade', '--sql'],
    ]) {
      const ended = await project.run(...command);
      expect([command, ended.stderr, await fingerprint(database)]).toEqual([command, ended.stderr, before]);
      expect([command, ended.code]).toEqual([command, command[0] === 'check' ? 3 : 0]);
    }
    expect(await database.query('SELECT * FROM persons')).toEqual([{ id: 1, secret: 'kept' }]);
  } finally {
    await database.drop();
  }
});

test('what a glob of entities loads calls initialize(), now and later: nothing happens to the database, and the command ends', async () => {
  const database = await createDatabase({ sql: `CREATE TABLE persons (id int); INSERT INTO persons VALUES (1)` });
  try {
    const before = await fingerprint(database);
    const options = `{ type: 'postgres', url: '${database.url}', synchronize: true, dropSchema: true }`;
    const project = cli.project({
      'entities/person.ts': PERSON,
      'entities/start.ts': `import { DataSource } from 'typeorm';
import { source } from '../data-source';
void source.initialize().then(() => process.exit(0), () => process.exit(7));
const other = new DataSource(${options} as never);
void other.initialize();
setTimeout(() => void other.initialize(), 20);
setInterval(() => undefined, 1000);
`,
      'data-source.ts': `${IMPORTS}export const source = new DataSource({ ...${options}, entities: [__dirname + '/entities/*.ts'] } as never);
setTimeout(() => void source.initialize(), 300);
`,
    });
    for (const [command, code] of [
      [['check'], 3],
      [['revision', '--autogenerate', '-m', 'x', '--dry-run'], 0],
      [['inspect', '--unmanaged'], 0],
    ] as const) {
      const ended = await project.run(...command);
      expect([command, ended.code, ended.stderr]).toEqual([command, code, '']);
      expect(ended.stdout).not.toBe('');
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await fingerprint(database)).toEqual(before);
    expect(await database.query('SELECT * FROM persons')).toEqual([{ id: 1 }]);
  } finally {
    await database.drop();
  }
}, 60_000);

test.each([
  ['a syntax error', 'export class Person {}\nexport const = 2;', 2, /syntax error/],
  ['a missing package', "\n\nimport x from 'not-installed';\nconsole.log(x);", 3, /not-installed/],
  ['a throw', "export const a = 1;\nthrow new Error('no good');", 2, /no good/],
])('%s in a file that a glob of entities names: the file and its line', async (_what, text, line, reason) => {
  const project = cli.project({
    'entities/person.ts': text,
    'data-source.ts': `${IMPORTS}export default new DataSource({ type: 'postgres', entities: [__dirname + '/entities/*.ts'] });`,
  });
  const database = await createDatabase();
  const error = errorOf(await project.run('check', '--url', database.url, '--format', 'json'));
  await database.drop();
  expect([error.code, error.facts['file']]).toEqual(['DATA_SOURCE_THROWS', 'entities/person.ts']);
  expect(error.facts['at']).toMatch(new RegExp(`^entities/person\\.ts:${line}(:|$)`));
  expect(error.message).toMatch(reason);
});
