import { typeFromCatalog } from '../../src/catalog/columns';
import { parseTypeName, printTypeName } from '../../src/schema/type-name';
import { createDatabase, serverMajor, type TestDatabase } from './../support/database';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(() => database.drop());

const WITH_MODIFIERS: readonly string[] = [
  'varchar(3)',
  'char',
  'char(3)',
  'bit(4)',
  'bit varying(4)',
  'numeric(10)',
  'numeric(10,2)',
  ...(serverMajor() >= 15 ? ['numeric(3,-2)', 'numeric(2,5)'] : []),
  ...['timestamp', 'timestamptz', 'time', 'timetz', 'interval'].map((name) => `${name}(3)`),
  ...[
    ...['year', 'month', 'day', 'hour', 'minute', 'second', 'second(2)', 'year to month', 'day to hour'],
    ...[
      'day to minute',
      'day to second',
      'day to second(1)',
      'hour to minute',
      'hour to second',
      'minute to second(0)',
    ],
  ].map((fields) => `interval ${fields}`),
  'timestamp(0) with time zone',
  'float(10)',
  'float(30)',
  'decimal(5)',
];

/** Whatever we make of a type, PostgreSQL must read as the very same type. */
async function readsBack(texts: readonly string[]): Promise<void> {
  const arrays = texts.flatMap((text) => [text, `${text}[]`]);
  const columns = arrays.map((text, number) => `c${number} ${text}`).join(', ');
  const printed = await formats(`CREATE TEMP TABLE given (${columns})`, 'given');
  const types = printed.map(typeFromCatalog);
  const sql = types.map((type, number) => `c${number} ${printTypeName(type, 'sql', 'public')}`);
  expect(await formats(`CREATE TEMP TABLE again (${sql.join(', ')})`, 'again')).toEqual(printed);
  // The same type from the words that a person wrote, and from the words of a revision file.
  expect(arrays.map((text) => parseTypeName(text, 'public'))).toEqual(types);
  expect(types.map((type) => parseTypeName(printTypeName(type, 'file', 'public'), 'public'))).toEqual(types);
  await database.query('DROP TABLE given, again');
}

async function formats(create: string, table: string): Promise<readonly string[]> {
  await database.query(create);
  const rows = await database.query<{ format_type: string }>(
    `SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attnum > 0 ORDER BY attnum`,
  );
  return rows.map((row) => row.format_type);
}

it('reads every built-in type that a column can have', async () => {
  const rows = await database.query<{ name: string }>(
    `SELECT format_type(oid, NULL) AS name FROM pg_type
     WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm') AND typcategory <> 'A' AND typarray <> 0 ORDER BY 1`,
  );
  expect(rows.length).toBeGreaterThan(60);
  await readsBack(rows.map((row) => row.name).filter((name) => name !== 'bit' && name !== 'character'));
});

it('reads every modifier', () => readsBack(WITH_MODIFIERS));

it('reads types without a length where SQL words would have one', () =>
  readsBack([
    'bpchar',
    '"char"',
    '"bit"',
    'pg_catalog.bit',
    'pg_catalog.bpchar',
    'pg_catalog."char"',
    'bit',
    'character',
  ]));
