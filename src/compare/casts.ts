/**
 * Which conversion of a column's values needs a USING, and which one. ALTER COLUMN … TYPE converts by itself where an assignment
 * cast exists; a text never says more than that, so that a value that does not fit stops the statement instead of being cut.
 */
import { quoteIdentifier } from '../schema/quote';
import { printTypeName, sameType } from '../schema/type-name';
import type { Expression, TypeName } from '../schema/types';

const STRINGS: ReadonlySet<string> = new Set(['text', 'character varying', 'character']);
const NUMBERS = 'smallint,integer,bigint,numeric,real,double precision';

/** Implicit and assignment casts of PostgreSQL 14 to 18 among types of columns (pg_cast.castcontext `i` and `a`); to strings, all. */
const ASSIGNMENT: Readonly<Record<string, string>> = {
  smallint: NUMBERS,
  integer: `${NUMBERS},money`,
  bigint: `${NUMBERS},money`,
  numeric: `${NUMBERS},money`,
  real: NUMBERS,
  'double precision': NUMBERS,
  money: 'numeric',
  bit: 'bit varying',
  'bit varying': 'bit',
  box: 'polygon',
  path: 'polygon',
  polygon: 'path',
  point: 'box',
  cidr: 'inet',
  inet: 'cidr',
  interval: 'time without time zone',
  json: 'jsonb',
  jsonb: 'json',
  macaddr: 'macaddr8',
  macaddr8: 'macaddr',
  'time with time zone': 'time without time zone',
  'time without time zone': 'interval,time with time zone',
  'timestamp with time zone': 'time with time zone,time without time zone',
  'timestamp without time zone': 'date,time without time zone',
  date: 'timestamp without time zone',
};

/** Casts between types that are only allowed when asked for (pg_cast.castcontext `e`); not those of a number to bits, which cut it. */
const EXPLICIT: Readonly<Record<string, string>> = {
  integer: 'boolean',
  boolean: 'integer',
  bit: 'integer,bigint',
  jsonb: 'boolean,smallint,integer,bigint,numeric,real,double precision',
  lseg: 'point',
  box: 'point,lseg,circle',
  circle: 'point,box,polygon',
  polygon: 'point,box,circle',
  daterange: 'datemultirange',
  int4range: 'int4multirange',
  int8range: 'int8multirange',
  numrange: 'nummultirange',
  tsrange: 'tsmultirange',
  tstzrange: 'tstzmultirange',
};

/** Where the zone of the session would leak into the values: the conversion says UTC instead. */
const ZONED: Readonly<Record<string, (column: string) => Expression>> = {
  'timestamp without time zone>timestamp with time zone': (column) => `${column} AT TIME ZONE 'UTC'`,
  'timestamp with time zone>timestamp without time zone': (column) => `${column} AT TIME ZONE 'UTC'`,
  'timestamp with time zone>date': (column) => `(${column} AT TIME ZONE 'UTC')::date`,
  'date>timestamp with time zone': (column) => `${column}::timestamp without time zone AT TIME ZONE 'UTC'`,
};

export interface Conversion {
  /** `null`: PostgreSQL converts by itself. */
  readonly using: Expression | null;
  /** `false`: PostgreSQL has no cast between the two; the text in between hardly ever fits, and a person must say what is meant. */
  readonly castable: boolean;
}

/** How `ALTER COLUMN … TYPE` gets from one type to the other. `column` is the bare name. */
export function conversion(column: string, from: TypeName, to: TypeName): Conversion {
  const name = quoteIdentifier(column);
  const wasArray = from.dimensions > 0;
  const isArray = to.dimensions > 0;
  if (wasArray === isArray) return scalar(name, from, to);
  if (isArray) {
    const element = scalar(name, from, { ...to, dimensions: 0 });
    return {
      using: `CASE WHEN ${name} IS NULL THEN NULL ELSE ARRAY[${element.using ?? name}]${sameType(from, { ...to, dimensions: 0 }) ? '' : `::${plain(to)}`} END`,
      castable: element.castable,
    };
  }
  if (isString(to) && isString({ ...from, dimensions: 0 })) return { using: `${name}[1]`, castable: true };
  const element = scalar(`${name}[1]`, { ...from, dimensions: 0 }, to);
  return { using: element.using ?? `${name}[1]`, castable: element.castable };
}

/**
 * As `conversion`, where a row without a value gets this one on the way: the column is required from then on. A number becomes money by
 * assignment, which COALESCE does not do.
 */
export function fillingConversion(column: string, from: TypeName, to: TypeName, value: Expression): Expression {
  const converted = conversion(column, from, to).using ?? `${quoteIdentifier(column)}::${plain(to)}`;
  // One element of an array is of the array's type still: assignment would convert it, and COALESCE does not.
  const typed = from.dimensions > to.dimensions && !converted.endsWith(`::${plain(to)}`);
  const own = typed ? `${converted}::${plain(to)}` : converted;
  return `coalesce(${own}, ${to.name === 'money' ? `(${value})::${plain(to)}` : value})`;
}

function scalar(value: string, from: TypeName, to: TypeName): Conversion {
  if (from.schema === to.schema && from.name === to.name) return { using: null, castable: true };
  const array = from.dimensions > 0;
  const zoned = array || !builtIn(from) || !builtIn(to) ? undefined : ZONED[`${from.name}>${to.name}`];
  if (zoned) return { using: zoned(value), castable: true };
  if (isString(to) || listed(ASSIGNMENT, from, to)) return { using: null, castable: true };
  if (listed(EXPLICIT, from, to)) return { using: `${value}::${plain(to)}`, castable: true };
  if (isString(from)) {
    return { using: builtIn(to) ? `${value}::${plain(to)}` : `${value}::${text(array)}::${plain(to)}`, castable: true };
  }
  if (throughInteger(from, to)) return { using: `${value}::integer${array ? '[]' : ''}::${plain(to)}`, castable: true };
  if (builtIn(from) && builtIn(to)) return { using: `${value}::${text(array)}::${plain(to)}`, castable: false };
  // A type of the user's, or of an extension: its text is all that is known of it here.
  return { using: `${value}::${text(array)}::${plain(to)}`, castable: true };
}

/** Not cast to a length: an explicit cast to `bit(3)` cuts in silence, where the assignment that follows refuses. */
function plain(type: TypeName): string {
  const name = builtIn(type) ? (VARYING[type.name] ?? type.name) : type.name;
  return printTypeName({ ...type, name, modifiers: [] }, 'sql', '');
}

/** Types that mean a length of 1 when none is given. */
const VARYING: Readonly<Record<string, string>> = { bit: 'bit varying', character: 'character varying' };

function text(array: boolean): string {
  return array ? 'text[]' : 'text';
}

function builtIn(type: TypeName): boolean {
  return type.schema === 'pg_catalog';
}

function isString(type: TypeName): boolean {
  return builtIn(type) && STRINGS.has(type.name);
}

function listed(table: Readonly<Record<string, string>>, from: TypeName, to: TypeName): boolean {
  return builtIn(from) && builtIn(to) && (table[from.name]?.split(',').includes(to.name) ?? false);
}

/** Only `integer` casts to boolean and back; the other whole numbers go through it. */
function throughInteger(from: TypeName, to: TypeName): boolean {
  const pair = new Set([from.name, to.name]);
  return builtIn(from) && builtIn(to) && pair.has('boolean') && (pair.has('smallint') || pair.has('bigint'));
}

/** Types among which a foreign key stays possible while one side is already altered (operators of one family compare them). */
const FAMILIES: readonly ReadonlySet<string>[] = [
  new Set(['smallint', 'integer', 'bigint']),
  new Set(['text', 'character varying']),
];

/** Whether columns of all these types can be compared with one another in a foreign key. */
export function comparable(types: readonly TypeName[]): boolean {
  const [first] = types;
  if (first === undefined) return true;
  if (
    types.every(
      (type) => type.schema === first.schema && type.name === first.name && type.dimensions === first.dimensions,
    )
  )
    return true;
  return FAMILIES.some((family) =>
    types.every((type) => builtIn(type) && type.dimensions === 0 && family.has(type.name)),
  );
}
