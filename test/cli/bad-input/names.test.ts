/** Names and texts that nobody quotes right: the whole path with each, on a real server and once embedded. */
import { dataSourceFile, openCli, type Cli, type CliProject } from '../../support/cli';
import { createDatabase } from '../../support/database';
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

/** One entity with a name for everything that can have one. A name over 63 bytes is an identifier only where PostgreSQL cuts it. */
function files(name: string): Readonly<Record<string, string>> {
  const text = JSON.stringify(name);
  // TypeORM derives names from what follows the last dot.
  const other = JSON.stringify(`${name.slice(0, name.lastIndexOf('.') + 1)}2${name.slice(name.lastIndexOf('.') + 1)}`);
  return {
    'data-source.ts': dataSourceFile('[Weird, Other]').replace(
      "'typeorm';\n",
      `'typeorm';\nimport { Other, Weird } from './weird';\n`,
    ),
    'weird.ts': `import { Check, Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
export enum Label { Weird = ${label(name)}, Plain = 'plain' }
@Entity({ name: ${text}, comment: ${text} })
export class Weird {
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
export class Other {
  @PrimaryGeneratedColumn() id: number;
  @Column() two: number;
  @ManyToOne(() => Weird, { onDelete: 'CASCADE' }) weird: Weird;
}
`,
  };
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

test.each(Object.entries(NAMES))(
  '%s',
  async (_about, name) => {
    const database = await createDatabase({ sql: 'CREATE TABLE x (kept int); INSERT INTO x VALUES (1)' });
    try {
      const start = await fingerprint(database);
      const project = cli.project(files(name));
      await there(project, '--url', database.url);
      expect(
        await database.query(`SELECT count(*)::int AS n FROM pg_description WHERE description = $1`, [name]),
      ).toEqual([{ n: 2 }]);
      expect(await project.run('downgrade', 'base', '--url', database.url)).toMatchObject({ code: 0, stderr: '' });
      expect(fingerprintDifference(start, await fingerprint(database, { ignore: /stillhead_version/ }))).toEqual([]);
      expect(await database.query('SELECT kept FROM x')).toEqual([{ kept: 1 }]);
    } finally {
      await database.drop();
    }
  },
  60_000,
);

test('embedded', async () => {
  const project = cli.project(files(NAMES['quotes and a statement'] ?? ''));
  await there(project, '--embedded');
  expect(await project.run('downgrade', 'base', '--embedded')).toMatchObject({ code: 0 });
  const left = await project.run('inspect', '--embedded', '--format', 'json');
  expect(JSON.parse(left.stdout)).toMatchObject({ enums: [], sequences: [], views: [] });
}, 120_000);
