/** What people read: stdout, stderr and exit code of the built bin on the example, the clinic in entities/ with its migrations/. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { openCli, type Cli, type CliProject, type Ended } from '../support/cli';
import { createDatabase, type TestDatabase } from '../support/database';

const ROOT = path.resolve(__dirname, '../..');

let cli: Cli;
let clinic: CliProject;
let database: TestDatabase;

beforeAll(async () => {
  cli = await openCli();
  clinic = cli.project({
    'package.json': '{ "name": "clinic", "private": true }\n',
    'stillhead.config.json': '{ "dataSource": "entities/data-source.ts", "extensions": "create" }\n',
    ...filesOf('entities'),
    ...filesOf('migrations'),
  });
  database = await createDatabase({ prefix: 'clinic' });
});
afterAll(async () => {
  cli.remove();
  await database.drop();
});

function filesOf(folder: string): Record<string, string> {
  const names = fs.readdirSync(path.join(ROOT, folder)).filter((name) => name.endsWith('.ts'));
  return Object.fromEntries(
    names.map((name) => [`${folder}/${name}`, fs.readFileSync(path.join(ROOT, folder, name), 'utf8')]),
  );
}

/** Runs a command; what changes from run to run is given a name. */
async function stillhead(...args: string[]): Promise<Pick<Ended, 'code' | 'stdout' | 'stderr'>> {
  const { code, stdout, stderr } = await clinic.runIn({ STILLHEAD_URL: database.url }, ...args);
  return { code, stdout: steady(stdout), stderr: steady(stderr) };
}

function steady(text: string): string {
  return text
    .replaceAll(database.name, 'clinic')
    .replace(/on 127\.0\.0\.1:\d+/g, 'on server')
    .replace(/PostgreSQL \d+[.\w]*/g, 'PostgreSQL N')
    .replace(/ +\d[\d.]* s$/gm, '  N s')
    .replace(/\b\d{8}_[0-9a-f]{12}(?=_nicknames)/g, 'DATE_ID');
}

const text = (...lines: string[]): string => `${lines.join('\n')}\n`;
const done = (...lines: string[]) => ({ code: 0, stdout: text(...lines), stderr: '' });

function edit(file: string, from: string, to: string): void {
  const before = clinic.read(file);
  expect(before).toContain(from);
  clinic.write({ [file]: before.replace(from, to) });
}

test('history, heads and show read the files alone', async () => {
  const lines = [
    'c4d5e6f7a8b9  2026-11-06  tidy up                                           (head)',
    'b7c8d9e0f1a2  2026-10-30  views and guards',
    'a1b2c3d4e5f6  2026-10-23  track credentials, link assignments to rotations',
    '3c1d5e7f9a0b  2026-10-16  marketplace',
    '77aa01c2d3e4  2026-10-09  users and rotations',
    '9f8e7d6c5b4a  2026-10-02  create the clinic',
  ];
  expect(await stillhead('history')).toEqual(done(...lines));
  expect(await stillhead('heads')).toEqual(done('c4d5e6f7a8b9  2026-11-06  tidy up  (head)'));
  const shown = await stillhead('show', '77aa');
  const file = 'migrations/20261009_77aa01c2d3e4_users_and_rotations.ts';
  expect(shown).toEqual(done(file, '', clinic.read(file).trimEnd()));
});

test('a database at base is behind', async () => {
  expect(await stillhead('current')).toEqual({
    code: 0,
    stdout: '(base)\n',
    stderr: 'clinic on server (PostgreSQL N) as postgres, at base, 6 revisions behind\n',
  });
  expect(await stillhead('check')).toEqual({
    code: 5,
    stdout: text(
      'clinic on server holds nothing of the migrations, at base, 6 revisions behind',
      '',
      'exit 5 · 6 revisions pending: stillhead upgrade',
    ),
    stderr: '',
  });
});

test('upgrade: one line a revision', async () => {
  expect(await stillhead('upgrade', '+2')).toEqual(
    done(
      'clinic on server as postgres · base → 77aa01c2d3e4, 2 revisions',
      '',
      '  Running upgrade base -> 9f8e7d6c5b4a, create the clinic  N s',
      '  Running upgrade 9f8e7d6c5b4a -> 77aa01c2d3e4, users and rotations  N s',
      'at 77aa01c2d3e4, 4 revisions pending',
    ),
  );
  expect((await stillhead('upgrade')).stdout).toMatch(/^clinic on server .* 4 revisions\n[\s\S]*\nat head\n$/);
  expect(await stillhead('upgrade')).toEqual(done('nothing to do: at head'));
  expect((await stillhead('current')).stdout).toBe('c4d5e6f7a8b9  2026-11-06  tidy up  (head, current)\n');
});

test('models, history and database agree', async () => {
  expect(await stillhead('check')).toEqual(
    done('No differences: 11 entities and clinic on server agree, at c4d5e6f7a8b9, head'),
  );
  expect(await stillhead('revision', '--autogenerate', '-m', 'x')).toEqual(
    done('No differences: 11 entities and clinic on server agree at c4d5e6f7a8b9. No file written.'),
  );
});

describe('after an edit', () => {
  beforeAll(async () => {
    await database.query(`INSERT INTO persons (full_name, email) VALUES ('Ada', 'ada@a'), ('Grace', 'grace@b');
      INSERT INTO patients (person_id, record_number) SELECT id, 'r' || id FROM persons;
      INSERT INTO users (login, password_hash) VALUES ('ada', 'x');
      CREATE INDEX of_the_operators ON persons (created_at);
      CREATE TABLE audit_log (id int)`);
    edit(
      'entities/person.entity.ts',
      '@Column({ length: 320',
      '@Column({ nullable: true })\n  nickname: string;\n\n  @Column({ length: 400',
    );
    edit(
      'entities/patient.entity.ts',
      `where: 'discharged_at IS NULL'`,
      `where: "discharged_at IS NULL AND record_number <> 'r0'"`,
    );
    edit(
      'entities/patient.entity.ts',
      `  @Column({ name: 'admitted_at'`,
      `  @Column({ length: 40 })\n  ward: string;\n\n  @Column({ name: 'admitted_at'`,
    );
    edit(
      'entities/user.entity.ts',
      `  @Column({ type: 'varchar', default: 'en-GB', comment: 'BCP 47' })\n  locale: string;\n`,
      '',
    );
  });

  const HEAD = [
    '  LOSES DATA   users.locale (the downgrade brings back the column, not its values)',
    '  NEEDS YOU    1 open step: how to fill patients.ward',
    '  STOPS READS  and writes of patients: while it is read through; everything else for an instant',
    '  BREAKS       the running version, if it leaves patients.ward empty, or if it still reads locale',
    '',
  ];
  const UNMANAGED = 'unmanaged, kept as they are: 1 index, 1 table (stillhead inspect --unmanaged)';

  test('check: what differs, how each side has it, where it is declared', async () => {
    expect(await stillhead('check', '--drop', 'users.locale')).toEqual({
      code: 3,
      stdout: text(
        '5 differences between 11 entities and clinic on server, at c4d5e6f7a8b9, head',
        '',
        '  patients.ward                  in the model, not in the database; required; 2 rows to fill    entities/patient.entity.ts:42',
        '  IDX_patients_open on patients  predicate                                                      entities/patient.entity.ts:45',
        '      database  (discharged_at IS NULL)',
        `      model     discharged_at IS NULL AND record_number <> 'r0'`,
        '  persons.nickname               in the model, not in the database                              entities/person.entity.ts:17',
        '  persons.email                  type: varchar(320) in the database, varchar(400) in the model  entities/person.entity.ts:20',
        '  users.locale                   in the database, not in the model; 1 value now',
        '',
        ...HEAD,
        UNMANAGED,
        '',
        'exit 3 · stillhead revision --autogenerate -m "…" writes the difference',
      ),
      stderr: '',
    });
  });

  test('check: what a person must answer is a difference', async () => {
    const { code, stdout } = await stillhead('check');
    expect(code).toBe(3);
    expect(stdout).toContain('5 differences');
    expect(stdout).toContain('--drop users.locale · --keep users.locale');
  });

  test('check as JSON: the stable shape, without figures', async () => {
    const { code, stdout, stderr } = await stillhead('check', '--drop', 'users.locale', '--format', 'json');
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      inSync: false,
      operations: expect.arrayContaining([
        { kind: 'dropColumn', object: 'users.locale', summary: "removed column 'users.locale'", losesData: true },
      ]),
      statements: expect.arrayContaining([expect.stringContaining('"nickname"')]),
      unmanaged: ['index persons.of_the_operators', 'table audit_log'],
    });
    expect(stdout).not.toContain('value now');
  });

  test('revision: asks, and then tells what it saw', async () => {
    const asked = await stillhead('revision', '--autogenerate', '-m', 'nicknames');
    expect(asked).toMatchObject({ code: 4, stdout: '' });
    expect(asked.stderr).toContain('--drop users.locale');
    expect(await stillhead('revision', '--autogenerate', '-m', 'nicknames', '--drop', 'users.locale')).toEqual(
      done(
        'clinic on server (PostgreSQL N) as postgres, at c4d5e6f7a8b9, head · 11 entities',
        '',
        "  Detected removed column 'users.locale'                                loses data: 1 value now",
        "  Detected removed index 'IDX_patients_open' on 'patients.admitted_at'",
        "  Detected added column 'patients.ward'                                 required; 2 rows to fill",
        "  Detected added index 'IDX_patients_open' on 'patients.admitted_at'",
        "  Detected added column 'persons.nickname'",
        "  Detected type change varchar(320) → varchar(400) on 'persons.email'",
        '',
        ...HEAD,
        UNMANAGED,
        'migrations/DATE_ID_nicknames.ts',
        'not ready: 1 open step at line 23. Write it, then  stillhead upgrade',
      ),
    );
    const file = clinic.read(
      path.join('migrations', clinic.migrations().find((name) => name.includes('nicknames')) ?? ''),
    );
    expect(file).not.toMatch(/\d rows|value now|127\.0\.0\.1/);
  });
});
