/** Names and texts that nobody quotes right: the whole path with each, on a real server and once embedded. */
import { dataSourceFile, openCli, type Cli, type CliProject } from '../../support/cli';
import { createDatabase, type TestDatabase } from '../../support/database';
import { fingerprint, fingerprintDifference } from '../../support/fingerprint';

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
}, 120_000);
afterAll(() => {
  cli.remove();
});

const NAMES: Readonly<Record<string, string>> = {
  'quotes and a statement': `we"ird; drop table x --'`,
  'a backslash': String.raw`back\slash\n\'`,
  'two scripts': 'Latin Кириллица 中文',
  '63 bytes': 'a'.repeat(63),
  '64 bytes': 'b'.repeat(64),
  '64 bytes, cut inside a character': `${'c'.repeat(62)}é`,
  'a dollar, braces and ticks': '$1 ${x} `y` $$ /* */ :z ?',
  'dots, spaces and line ends': 'a.b  c\td\ne',
};

/** Two entities for each name, with it on everything that can have one. A name over 63 bytes is an identifier only where PostgreSQL cuts it. */
function files(): Readonly<Record<string, string>> {
  const names = Object.values(NAMES);
  const classes = names.map((_name, n) => `Weird${n}, Other${n}`);
  const imports = classes.map((both, n) => `import { ${both} } from './weird-${n}';\n`).join('');
  return {
    'data-source.ts': dataSourceFile(`[${classes.join(', ')}]`).replace("'typeorm';\n", `'typeorm';\n${imports}`),
    ...Object.fromEntries(names.map((name, n) => [`weird-${n}.ts`, entities(name, n)])),
  };
}

function entities(name: string, n: number): string {
  const text = JSON.stringify(name);
  // A schema, to TypeORM, stands before the last dot.
  const other = JSON.stringify(`${name.slice(0, name.lastIndexOf('.') + 1)}2${name.slice(name.lastIndexOf('.') + 1)}`);
  return `import { Check, Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
export enum Label { Weird = ${label(name)}, Plain = 'plain' }
@Entity({ name: ${text}, comment: ${text} })
export class Weird${n} {
  @PrimaryGeneratedColumn() id: number;
  @Column({ name: ${text}, type: 'text', default: ${text}, comment: ${text} }) one: string;
  @Column({ type: 'enum', enum: Label, enumName: ${JSON.stringify(`e${name}`)}, default: Label.Weird }) two: Label;
  @Column({ type: 'enum', enum: Label, enumName: ${JSON.stringify(`f${name}`)}, array: true, default: [Label.Weird] }) three: Label[];
  @Column({ type: 'text', array: true, default: [${text}] }) four: string[];
  @Column({ type: 'jsonb', default: { [${text}]: ${text} } }) five: object;
}
@Entity({ name: ${other} })
@Index(${JSON.stringify(`i${name}`)}, ['two'])
@Unique(${JSON.stringify(`u${name}`)}, ['two', 'id'])
@Check(${JSON.stringify(`c${name}`)}, '"two" <> 0')
export class Other${n} {
  @PrimaryGeneratedColumn() id: number;
  @Column() two: number;
  @ManyToOne(() => Weird${n}, { onDelete: 'CASCADE' }) weird: Weird${n};
}
`;
}

/** A label may have 63 bytes at most, or PostgreSQL refuses it. */
function label(name: string): string {
  let cut = name;
  while (Buffer.byteLength(cut) > 63) cut = cut.slice(0, -1);
  return JSON.stringify(cut);
}

async function there(project: CliProject, ...at: readonly string[]): Promise<void> {
  const run = async (code: number, ...args: readonly string[]) => {
    const ended = await project.run(...args, ...at);
    expect([args, ended.code, ended.stderr]).toEqual([args, code, ended.stderr.includes('error') ? '' : ended.stderr]);
    return ended;
  };
  await run(0, 'revision', '--autogenerate', '-m', 'start');
  await run(0, 'upgrade');
  const clean = await project.run('check', ...at);
  expect(clean).toMatchObject({ code: 0 });
  await run(0, 'inspect');
}

describe('on a server', () => {
  let database: TestDatabase;
  let project: CliProject;
  let start: readonly string[];

  beforeAll(async () => {
    database = await createDatabase({ sql: 'CREATE TABLE x (kept int); INSERT INTO x VALUES (1)' });
    start = await fingerprint(database);
    project = cli.project(files());
    await there(project, '--url', database.url);
  }, 120_000);
  afterAll(async () => {
    await database.drop();
  });

  test.each(Object.entries(NAMES))('%s', async (_about, name) => {
    const told = `SELECT count(*)::int AS n FROM pg_description WHERE description = $1`;
    expect(await database.query(told, [name])).toEqual([{ n: 2 }]);
    const made = `SELECT count(*)::int AS n FROM pg_class WHERE relname = $1::name AND relkind = 'r'`;
    // What stands before the last dot is a schema to TypeORM.
    expect(await database.query(made, [name.slice(name.lastIndexOf('.') + 1)])).toEqual([{ n: 1 }]);
    const columns = `SELECT count(*)::int AS n FROM pg_attribute WHERE attname = $1::name AND attrelid > 16383`;
    expect(await database.query(columns, [name])).toEqual([{ n: 1 }]);
  });

  test('and back: nothing is left, and no statement in a name was run', async () => {
    expect(await project.run('downgrade', 'base', '--url', database.url)).toMatchObject({ code: 0, stderr: '' });
    expect(fingerprintDifference(start, await fingerprint(database, { ignore: /stillhead_version/ }))).toEqual([]);
    expect(await database.query('SELECT kept FROM x')).toEqual([{ kept: 1 }]);
  }, 60_000);
});

test('embedded', async () => {
  const project = cli.project(files());
  await there(project, '--embedded');
  expect(await project.run('downgrade', 'base', '--embedded')).toMatchObject({ code: 0 });
  const left = await project.run('inspect', '--embedded', '--format', 'json');
  expect(JSON.parse(left.stdout)).toMatchObject({ enums: [], sequences: [], views: [] });
}, 120_000);
