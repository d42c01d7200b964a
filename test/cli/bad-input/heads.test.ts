/** A database or files that are not one line: two heads, a revision whose file is gone, one that is applied in part, a target that leads the other way. */
import { errorOf, openCli, type Cli, type CliProject } from '../../support/cli';
import { createDatabase, type TestDatabase } from '../../support/database';
import { SHOP } from '../../support/shop';

let cli: Cli;
let project: CliProject;
let database: TestDatabase;
beforeAll(async () => {
  cli = await openCli();
}, 120_000);
afterAll(() => {
  cli.remove();
});
beforeEach(async () => {
  database = await createDatabase();
  project = cli.project({
    'src/data-source.ts': SHOP['src/data-source.ts'] ?? '',
    'src/entities/person.entity.ts': SHOP['src/entities/person.entity.ts'] ?? '',
  });
});
afterEach(async () => {
  await database.drop();
});

const run = (...args: readonly string[]) => project.run(...args, '--url', database.url);

function write(id: string, down: string | null, body = ''): void {
  project.write({
    [`migrations/${id}.ts`]: `/**\n * add ${id}\n *\n * Created:  2026-01-0${Number.parseInt(id.slice(-1), 16)}T00:00:00Z\n */
export const revision = '${id}';
export const downRevision = ${JSON.stringify(down)};
export async function upgrade(op) {\n${body}\n}
export async function downgrade(op) {}
`,
  });
}

const PERSONS = `  await op.execute('CREATE TABLE persons (id serial PRIMARY KEY, name varchar NOT NULL)');`;

describe('two heads', () => {
  beforeEach(() => {
    write('aaaa1', null, PERSONS);
    write('bbbb2', 'aaaa1');
    write('cccc3', 'aaaa1');
  });

  test('every command names both, the file and the line', async () => {
    const line = "let one follow the other: downRevision = 'bbbb2' in migrations/cccc3.ts:7";
    const named = `hint: ${line}; or name one as the target`;
    for (const command of [['upgrade'], ['show', 'head']]) {
      const ended = await run(...command);
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toContain('error[MULTIPLE_HEADS]: 2 heads: bbbb2 (add bbbb2), cccc3 (add cccc3)');
      expect(ended.stderr).toContain(named);
    }
    const written = await run('revision', '-m', 'third');
    expect(written.code).toBe(1);
    expect(written.stderr.trimEnd().endsWith(`hint: ${line}`)).toBe(true);
  });

  test('check compares nothing: nobody can tell what the history makes', async () => {
    const error = errorOf(await run('check', '--format', 'json'));
    expect(error).toMatchObject({ code: 'MULTIPLE_HEADS', facts: { database: 'base' } });
    const ended = await run('check');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('\n  heads     bbbb2 (migrations/bbbb2.ts), cccc3 (migrations/cccc3.ts)\n');
    expect(ended.stderr.trimEnd().endsWith("downRevision = 'bbbb2' in migrations/cccc3.ts:7")).toBe(true);
  });

  test('what is not applied is put behind what is, though it was created before', async () => {
    expect(await run('upgrade', 'cccc3')).toMatchObject({ code: 0 });
    const line = "let one follow the other: downRevision = 'cccc3' in migrations/bbbb2.ts:7";
    const autogenerate = ['revision', '--autogenerate', '-m', 'third'];
    for (const command of [['upgrade'], ['check'], autogenerate, ['stamp', 'head'], ['downgrade', 'head-1']]) {
      const error = errorOf(await run(...command, '--format', 'json'));
      expect(error).toMatchObject({ code: 'MULTIPLE_HEADS', facts: { database: ['cccc3'] } });
      expect(error.hint?.replaceAll(`${project.folder}/`, '').startsWith(line)).toBe(true);
    }
    expect((await run('heads')).stdout).toMatch(/bbbb2[^]*cccc3/);
    write('bbbb2', 'cccc3', `  await op.execute('CREATE TABLE late (id int)');`);
    const check = await run('check', '--format', 'json');
    expect(JSON.parse(check.stdout)).toMatchObject({ pending: 1 });
    expect(JSON.parse((await run('upgrade', '--format', 'json')).stdout)).toMatchObject({
      revisions: [{ revision: 'bbbb2' }],
      atHead: true,
    });
    expect(await database.query('SELECT * FROM late')).toEqual([]);
  });

  test('one of them run, the other is said to be pending', async () => {
    const ended = await run('upgrade', 'bbbb2');
    expect(ended.stdout.trimEnd().endsWith('at bbbb2, 1 revision pending')).toBe(true);
    const again = await run('upgrade', 'bbbb2', '--format', 'json');
    expect(JSON.parse(again.stdout)).toMatchObject({ revisions: [], at: ['bbbb2'], atHead: false, pending: 1 });
  });

  test('both run and then put in a line are one head', async () => {
    expect(await run('upgrade', 'bbbb2')).toMatchObject({ code: 0 });
    expect(await run('upgrade', 'cccc3')).toMatchObject({ code: 0 });
    write('cccc3', 'bbbb2');
    expect((await run('upgrade')).stdout).toBe('nothing to do: at head\n');
    expect((await run('current')).stdout).toMatch(/^cccc3 .*\(head, current\)\n$/);
    const down = await run('downgrade', '-1', '--format', 'json');
    expect(JSON.parse(down.stdout)).toMatchObject({ revisions: [{ revision: 'cccc3' }], at: ['bbbb2'], atHead: false });
    expect(await database.query('SELECT version_num FROM stillhead_version')).toEqual([{ version_num: 'bbbb2' }]);
  });
});

test('a database at a revision whose file is gone is stamped to one that is there', async () => {
  write('aaaa1', null);
  write('bbbb2', 'aaaa1');
  expect(await run('upgrade')).toMatchObject({ code: 0 });
  project.remove('migrations/bbbb2.ts');
  const ahead = errorOf(await run('current', '--format', 'json'));
  expect(ahead).toMatchObject({ code: 'DATABASE_AHEAD', facts: { database: ['bbbb2'] } });
  expect(ahead.hint).toMatch(/stillhead stamp --url … ID, with the last revision .* that this database has run$/);
  expect(errorOf(await run('stamp', 'current', '--format', 'json')).code).toBe('DATABASE_AHEAD');
  expect((await run('stamp', 'aaaa1')).stdout).toMatch(/: bbbb2 → aaaa1, stamped; nothing was run\n$/);
  expect((await run('upgrade')).stdout).toBe('nothing to do: at head\n');
});

test('an embedded database at a revision whose file is gone may be begun anew', async () => {
  write('aaaa1', null);
  expect(await project.run('upgrade', '--embedded')).toMatchObject({ code: 0 });
  project.remove('migrations/aaaa1.ts');
  for (const command of ['current', 'upgrade', 'check']) {
    const ended = await project.run(command, '--embedded');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('error[DATABASE_AHEAD]');
    expect(ended.stderr).toContain('stamp --embedded base; deleting .stillhead/pgdata starts anew');
  }
});

test('a revision that is applied in part is not stamped over without a word', async () => {
  write('aaaa1', null, PERSONS);
  write(
    'bbbb2',
    'aaaa1',
    `  await op.execute('ALTER TABLE persons ALTER name DROP NOT NULL');
  await op.execute('CREATE INDEX CONCURRENTLY x ON persons (name)', { transaction: false });
  await op.execute('SELECT 1 / 0');`,
  );
  expect(errorOf(await run('upgrade', '--format', 'json')).code).toBe('STATEMENT_FAILED');
  const checked = await run('check');
  expect(checked.code).toBe(3);
  expect(checked.stdout).toContain('upgrade of bbbb2 unfinished, 2 statements applied');
  expect(checked.stdout).toMatch(
    /\nexit 3 · the upgrade of bbbb2 is applied in part: stillhead upgrade --url … finishes it\n$/,
  );
  const written = errorOf(await run('revision', '--autogenerate', '-m', 'x', '--format', 'json'));
  expect(written.code).toBe('PARTIAL_REVISION');
  const refused = errorOf(await run('stamp', 'head', '--format', 'json'));
  expect(refused).toMatchObject({
    code: 'PARTIAL_REVISION',
    facts: { revision: 'bbbb2', direction: 'upgrade', statements: 2 },
    hint: 'finish it first: stillhead upgrade --url …; once it is finished or taken back by hand: the same command with --purge',
  });
  await database.query('ALTER TABLE persons ALTER name SET NOT NULL; DROP INDEX x');
  expect((await run('stamp', 'aaaa1', '--purge')).stdout).toMatch(
    /: aaaa1 → aaaa1, stamped; nothing was run\nforgotten: the upgrade of bbbb2, of which 2 statements stay as they are\n$/,
  );
  write('bbbb2', 'aaaa1', `  await op.execute('CREATE INDEX x ON persons (name)');`);
  expect(await run('upgrade')).toMatchObject({ code: 0 });
});

test('a way back that is applied in part is not passed over for what is pending', async () => {
  write('aaaa1', null);
  write('bbbb2', 'aaaa1', `  await op.execute('SELECT 1');`);
  write('cccc3', 'bbbb2');
  expect(await run('upgrade', 'bbbb2')).toMatchObject({ code: 0 });
  const down = `export async function downgrade(op) {
  await op.execute('ANALYZE');
  await op.execute('REINDEX TABLE CONCURRENTLY pg_temp.none', { transaction: false });
}`;
  project.write({
    'migrations/bbbb2.ts': project.read('migrations/bbbb2.ts').replace('export async function downgrade(op) {}', down),
  });
  expect(errorOf(await run('downgrade', '-1', '--format', 'json')).code).toBe('STATEMENT_FAILED');
  const checked = await run('check');
  expect(checked.stdout).toMatch(
    / is what the migrations make, at bbbb2, .* downgrade of bbbb2 unfinished, 1 statement/,
  );
  expect(checked.stdout).toContain(
    '\nexit 3 · the downgrade of bbbb2 is applied in part: stillhead downgrade --url … -1 finishes it\n',
  );
  expect(checked.code).toBe(3);
});

test('a count without its sign, and one that is too high', async () => {
  write('aaaa1', null);
  write('bbbb2', 'aaaa1');
  expect(errorOf(await run('upgrade', '1', '--format', 'json')).hint).toBe('did you mean +1?');
  expect(await run('upgrade')).toMatchObject({ code: 0 });
  expect(errorOf(await run('downgrade', '1', '--format', 'json')).hint).toBe('did you mean -1?');
  expect((await run('downgrade', '-99')).stderr).toContain('only 2 steps lead back from bbbb2\n');
});

test('where there is no revision nothing is stamped, and history says so', async () => {
  for (const target of ['head', 'heads', 'aaaa1']) {
    const error = errorOf(await run('stamp', target, '--format', 'json'));
    expect(error).toMatchObject({
      code: 'REVISION_NOT_FOUND',
      message: `${target}: there are no revisions yet`,
      hint: 'stillhead revision --url … --autogenerate -m "…"',
    });
  }
  expect(await database.query(`SELECT to_regclass('stillhead_version')::text AS name`)).toEqual([{ name: null }]);
  expect(await run('stamp', 'base')).toMatchObject({ code: 0 });
  for (const command of ['history', 'heads']) {
    expect(await project.run(command)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'there are no revisions yet: stillhead revision --autogenerate -m "…" writes the first\n',
    });
    expect(await project.run(command, '--format', 'json')).toMatchObject({ code: 0, stdout: '[]\n', stderr: '' });
  }
});

test('an upgrade leads forward', async () => {
  write('aaaa1', null);
  expect(await run('upgrade')).toMatchObject({ code: 0 });
  for (const target of ['-1', 'base']) {
    const ended = await run('upgrade', target);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`error[USAGE]: an upgrade leads forward, and ${target} back\n`);
    expect(ended.stderr).toContain(`hint: stillhead downgrade --url … ${target}\n`);
  }
  const back = await run('downgrade', '+1', '--format', 'json');
  expect(back.code).toBe(2);
  expect(errorOf(back)).toMatchObject({ code: 'USAGE', hint: 'stillhead upgrade --url … +1' });
});
