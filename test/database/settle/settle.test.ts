import type { PrintQuestion, PrintRequest, Printed, TableShape } from '../../../src/schema/expressions';
import { parseTypeName } from '../../../src/schema/type-name';
import type { Session } from '../../../src/session';
import { printRequest } from '../../../src/compare/print-key';
import { settle } from '../../../src/settle/settle';
import { createDatabase, type TestDatabase } from '../../support/database';
import { counting, sessionOn } from '../../support/session';

let database: TestDatabase;
let session: Session;

beforeAll(async () => {
  database = await createDatabase({
    prefix: 'settle',
    sql: `
      CREATE EXTENSION btree_gist;
      CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
      CREATE SCHEMA billing;
      CREATE TYPE billing.state AS ENUM ('open', 'paid');
      CREATE SEQUENCE counter;
      CREATE TABLE users (id int PRIMARY KEY, name varchar(50), active boolean);
      CREATE MATERIALIZED VIEW totals AS SELECT id, name FROM users;`,
  });
  session = await sessionOn(database);
});

afterAll(async () => {
  await session.close();
  await database.drop();
});

function shape(columns: Record<string, string>, name = ''): TableShape {
  return {
    schema: name === '' ? '' : 'public',
    name,
    columns: Object.entries(columns).map(([column, type]) => ({
      name: column,
      type: parseTypeName(type, 'public'),
      collation: null,
    })),
  };
}

const SHAPE = shape({
  n: 'int',
  b: 'bigint',
  price: 'numeric(10,2)',
  name: 'varchar(50)',
  note: 'text',
  mood: 'mood',
  state: 'billing.state',
  tags: 'text[]',
  data: 'jsonb',
  at: 'timestamptz',
  day: 'date',
  active: 'boolean',
});

const check = (sql: string): PrintQuestion => ({ kind: 'check', shape: SHAPE, sql });
const predicate = (sql: string): PrintQuestion => ({ kind: 'predicate', shape: SHAPE, sql });
const indexKey = (sql: string): PrintQuestion => ({ kind: 'indexKey', shape: SHAPE, sql });
const generated = (sql: string): PrintQuestion => ({ kind: 'generated', shape: SHAPE, column: 'note', sql });
const view = (sql: string): PrintQuestion => ({ kind: 'view', materialized: false, schema: 'public', sql });
const byDefault =
  (type: string) =>
  (sql: string): PrintQuestion => ({
    kind: 'default',
    type: parseTypeName(type, 'public'),
    sql,
  });
const exclusion = (sql: string): PrintQuestion => ({
  kind: 'exclusion',
  shape: shape({ room: 'int', during: 'tsrange' }),
  sql,
});

type Ask = (sql: string) => PrintQuestion;

/** The same thing, as a person writes it and as PostgreSQL prints it. */
const EQUAL: readonly (readonly [string, Ask, string, string])[] = [
  ['IN list of numbers', check, 'n IN (1, 2)', '(n = ANY (ARRAY[1, 2]))'],
  [
    'IN list of varchar',
    check,
    "name IN ('a', 'b')",
    "((name)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
  ],
  ['BETWEEN', check, 'n BETWEEN 1 AND 5', '((n >= 1) AND (n <= 5))'],
  ['match on varchar', check, "name ~ '^a'", "((name)::text ~ '^a'::text)"],
  ['LIKE', check, "name LIKE 'a%'", "((name)::text ~~ 'a%'::text)"],
  ['enum literal', check, "mood = 'sad'", "(mood = 'sad'::public.mood)"],
  ['enum list', check, "mood IN ('sad', 'ok')", "(mood = ANY (ARRAY['sad'::public.mood, 'ok'::public.mood]))"],
  ['enum of another schema', check, "state <> 'paid'", "(state <> 'paid'::billing.state)"],
  ['not equal', check, "note != ''", "(note <> ''::text)"],
  ['numeric constant', check, 'price > 0', '(price > (0)::numeric)'],
  ['date constant', check, "day > '2020-01-01'", "(day > '2020-01-01'::date)"],
  ['coalesce', check, "coalesce(name, '') <> ''", "((COALESCE(name, ''::character varying))::text <> ''::text)"],
  ['extract', check, 'extract(year from day) > 2000', '(EXTRACT(year FROM day) > (2000)::numeric)'],
  ['cast', check, 'length(note::varchar) > 2', '(length(((note)::character varying)::text) > 2)'],
  ['parentheses and space', check, '( ( n>0 ) )', '(n > 0)'],
  ['a comment at the end', check, 'n > 0 -- never negative', '(n > 0)'],
  ['IS TRUE', predicate, 'active is true', '(active IS TRUE)'],
  [
    'partial index',
    predicate,
    "name is not null and mood = 'ok'",
    "((name IS NOT NULL) AND (mood = 'ok'::public.mood))",
  ],
  ['index expression', indexKey, 'lower(name)', 'lower((name)::text)'],
  ['json path', indexKey, "data->>'a'", "(data ->> 'a'::text)"],
  ['generated', generated, "upper(name) || '!'", "(upper((name)::text) || '!'::text)"],
  ['now', byDefault('timestamptz'), 'now()', 'NOW( )'],
  ['current_timestamp', byDefault('timestamptz'), 'CURRENT_TIMESTAMP', 'current_timestamp'],
  ['jsonb', byDefault('jsonb'), `'{"a": 1}'`, `'{"a":1}'::jsonb`],
  ['array', byDefault('text[]'), "'{}'", "'{}'::text[]"],
  ['array constructor', byDefault('text[]'), 'ARRAY[]::text[]', '(ARRAY[]::text[])'],
  ['enum default', byDefault('mood'), "'ok'", "'ok'::public.mood"],
  ['interval', byDefault('interval'), "'1 day'", "'1 day'::interval"],
  ['interval added', byDefault('timestamptz'), "now() + interval '1 day'", "(now() + '1 day'::interval)"],
  ['literal with a cast inside', byDefault('text'), "'a::b'", "'a::b'::text"],
  [
    'view',
    view,
    'select id, name from users where active',
    ' SELECT users.id, users.name FROM public.users WHERE users.active',
  ],
  ['exclusion', exclusion, 'USING gist (room WITH =, during WITH &&)', 'using GIST ("room" with =, "during" with &&)'],
];

const DIFFERENT: readonly (readonly [string, Ask, string, string])[] = [
  ['another bound', check, 'n > 0', 'n >= 0'],
  ['another label', check, "mood = 'sad'", "mood = 'ok'"],
  ['case of a literal', byDefault('text'), "'A'", "'a'"],
  ['another column of a view', view, 'select id from users', 'select name from users'],
  ['another operator', exclusion, 'USING gist (room WITH =)', 'USING gist (room WITH <>)'],
];

async function both(ask: Ask, one: string, other: string): Promise<readonly Printed[]> {
  const requests = [printRequest(ask(one)), printRequest(ask(other))];
  const answers = await settle(session, requests, { defaultSchema: 'public' });
  return requests.map(({ key }) => answers.get(key) ?? { text: null, error: 'no answer' });
}

test.each(EQUAL)('%s: two spellings are one', async (_name, ask, one, other) => {
  const [ours, theirs] = await both(ask, one, other);
  expect(ours?.error).toBeNull();
  expect(ours).toEqual(theirs);
});

test.each(DIFFERENT)('%s: two things stay two', async (_name, ask, one, other) => {
  const [ours, theirs] = await both(ask, one, other);
  expect([ours?.error, theirs?.error]).toEqual([null, null]);
  expect(ours?.text).not.toBe(theirs?.text);
});

describe('a batch', () => {
  const bad = [
    check('no_such_column > 0'),
    check('n >'),
    byDefault('no_such_type')('1'),
    view('select from nowhere('),
    byDefault('int')("'x'"),
  ];

  test('one bad expression does not spoil the rest, and says what is wrong', async () => {
    const requests: PrintRequest[] = [...bad, check('n > 0'), view('select id from users')].map(printRequest);
    const answers = await settle(session, requests, { defaultSchema: 'public' });
    const [column, syntax, type, , value, good, goodView] = requests.map(({ key }) => answers.get(key));
    expect(column).toEqual({ text: null, error: 'column "no_such_column" does not exist' });
    expect(syntax?.error).toContain('syntax error');
    expect(type?.error).toContain('no_such_type');
    expect(value?.error).toContain('invalid input syntax');
    expect(good).toEqual({ text: '(n > 0)', columns: [], error: null });
    expect(goodView).toMatchObject({ columns: ['id'], error: null });
  });

  test('takes one round trip, however many expressions', async () => {
    const counted = counting(session);
    const requests = Array.from({ length: 300 }, (_unused, index) => printRequest(check(`n > ${index}`)));
    const answers = await settle(counted, requests, { defaultSchema: 'public' });
    expect(answers.size).toBe(300);
    expect(counted.roundTrips()).toBe(1);
  });

  test('leaves nothing behind and moves no sequence', async () => {
    const state = async (): Promise<unknown> => [
      await session.query('SELECT count(*) FROM pg_class'),
      await session.query('SELECT count(*) FROM pg_type'),
      await session.query('SELECT count(*) FROM pg_constraint'),
      await session.query('SELECT last_value, is_called FROM counter'),
      await session.query("SELECT current_setting('search_path') AS path, current_setting('TimeZone') AS zone"),
      await session.query(
        "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' AND mode LIKE '%Exclusive%'",
      ),
    ];
    await settle(session, [printRequest(check('n > 0'))], { defaultSchema: 'public' });
    const before = await state();
    await settle(
      session,
      [...bad, byDefault('int')("nextval('counter')"), view("select nextval('counter') as next")].map(printRequest),
      {
        defaultSchema: 'public',
      },
    );
    expect(await state()).toEqual(before);
  });

  test('a question without columns takes those of the relation of that name', async () => {
    const request = printRequest({
      kind: 'predicate',
      shape: { schema: 'public', name: 'totals', columns: [] },
      sql: "name <> ''",
    });
    const answers = await settle(session, [request], { defaultSchema: 'public' });
    expect(answers.get(request.key)).toMatchObject({ text: "((name)::text <> ''::text)" });
  });

  test('an expression may name its table', async () => {
    const named = shape({ n: 'int' }, 'users');
    const request = printRequest({ kind: 'check', shape: named, sql: 'users.n > 0' });
    const answers = await settle(session, [request, printRequest(view('select id from users'))], {
      defaultSchema: 'public',
    });
    expect(answers.get(request.key)).toMatchObject({ text: '(n > 0)' });
  });

  test('names are looked up in the default schema, and printed with their schema', async () => {
    const request = printRequest({
      kind: 'default',
      type: parseTypeName('billing.state', 'public'),
      sql: "'open'::state",
    });
    const answers = await settle(session, [request], { defaultSchema: 'billing' });
    expect(answers.get(request.key)).toMatchObject({ text: "'open'::billing.state" });
  });

  test('a literal that means something else in another zone is read in the zone of the session', async () => {
    const request = printRequest(byDefault('timestamptz')("'2020-01-01 00:00'"));
    await session.query("SET TimeZone = 'Asia/Tokyo'");
    const answers = await settle(session, [request], { defaultSchema: 'public' });
    await session.query('RESET TimeZone');
    expect(answers.get(request.key)).toMatchObject({ text: "'2019-12-31 15:00:00+00'::timestamp with time zone" });
  });
});
