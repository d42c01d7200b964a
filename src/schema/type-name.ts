/**
 * One parser and one printer for the names of data types. A type is data everywhere else.
 */
import { quoteIdentifier, quoteName } from './quote';
import type { TypeName } from './types';

const CATALOG = 'pg_catalog';

/** Every spelling PostgreSQL accepts for a built-in type, with the one `format_type` prints (manual, table 8.1). */
const ALIASES: Readonly<Record<string, string>> = {
  int: 'integer',
  int4: 'integer',
  int2: 'smallint',
  int8: 'bigint',
  decimal: 'numeric',
  dec: 'numeric',
  float4: 'real',
  float8: 'double precision',
  float: 'double precision',
  varchar: 'character varying',
  'char varying': 'character varying',
  'national character varying': 'character varying',
  'national char varying': 'character varying',
  'nchar varying': 'character varying',
  char: 'character',
  nchar: 'character',
  'national character': 'character',
  'national char': 'character',
  bool: 'boolean',
  varbit: 'bit varying',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
};

/** The short words that a revision file uses. */
const SHORT: Readonly<Record<string, string>> = {
  'character varying': 'varchar',
  character: 'char',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
  'time without time zone': 'time',
  'time with time zone': 'timetz',
};

/** Two-word types whose modifiers stand between the words: `timestamp(3) with time zone`. */
const ZONED = /^(timestamp|time)\s*(?:\(\s*(\d+)\s*\))?\s*(with|without)\s+time\s+zone$/i;
const INTERVAL =
  /^interval(?:\s+(year to month|day to hour|day to minute|day to second|hour to minute|hour to second|minute to second|year|month|day|hour|minute|second))?\s*(?:\(\s*(\d+)\s*\))?$/i;
const NAME_PART = '(?:"(?:[^"]|"")+"|[^".()\\[\\]]+)';
const GENERAL = new RegExp(`^(${NAME_PART})(?:\\.(${NAME_PART}))?\\s*(?:\\((.*)\\))?$`);

/** A text that is no type name. */
export class TypeNameError extends TypeError {
  constructor(readonly text: string) {
    super(`not the name of a data type: ${JSON.stringify(text)}`);
    this.name = 'TypeNameError';
  }
}

/**
 * Reads a type as people and PostgreSQL write it: `varchar(320)`, `timestamp(3) with time zone`, `billing."Status"[]`,
 * `interval day to second(3)`. An unqualified name that is no built-in type lies in `defaultSchema`.
 * @throws TypeNameError
 */
export function parseTypeName(text: string, defaultSchema: string): TypeName {
  let rest = text.trim();
  let dimensions = 0;
  for (let array = /\s*(?:\[\d*\]|\sarray)$/i.exec(rest); array; array = /\s*(?:\[\d*\]|\sarray)$/i.exec(rest)) {
    dimensions = 1;
    rest = rest.slice(0, array.index);
  }
  const zoned = ZONED.exec(rest);
  if (zoned?.[1] && zoned[3]) {
    return builtIn(
      `${zoned[1].toLowerCase()} ${zoned[3].toLowerCase()} time zone`,
      zoned[2] ? [zoned[2]] : [],
      dimensions,
    );
  }
  const interval = INTERVAL.exec(rest);
  if (interval) {
    return builtIn(
      'interval',
      [interval[1]?.toLowerCase(), interval[2]].filter((part) => part !== undefined),
      dimensions,
    );
  }
  const general = GENERAL.exec(rest);
  if (!general?.[1]) throw new TypeNameError(text);
  const modifiers = general[3] === undefined ? [] : general[3].split(',').map((part) => part.trim());
  if (general[2] !== undefined) {
    return qualified({ schema: identifier(general[1]), name: identifier(general[2]), modifiers, dimensions });
  }
  // PostgreSQL looks into pg_catalog first, and these two are no SQL words: `"char"` is not `char`.
  if (QUOTED_BUILT_IN.has(general[1])) return builtIn(general[1], modifiers, dimensions);
  if (general[1].startsWith('"'))
    return qualified({ schema: defaultSchema, name: identifier(general[1]), modifiers, dimensions });
  const word = general[1].trim().toLowerCase().replace(/\s+/g, ' ');
  if (word === 'float') return floatOf(modifiers, dimensions);
  const name = ALIASES[word] ?? word;
  if (BUILT_IN.has(name)) return builtIn(name, modifiers, dimensions);
  return { schema: defaultSchema, name: identifier(general[1]), modifiers, dimensions };
}

/** `sql`: always qualified and quoted outside pg_catalog. `file`: short words, bare in the default schema. */
export function printTypeName(type: TypeName, style: 'sql' | 'file', defaultSchema: string): string {
  return base(type, style, defaultSchema) + (type.dimensions > 0 ? '[]' : '');
}

/** Whether two types are the same in every fact. */
export function sameType(one: TypeName, other: TypeName): boolean {
  return (
    one.schema === other.schema &&
    one.name === other.name &&
    one.dimensions > 0 === other.dimensions > 0 &&
    one.modifiers.length === other.modifiers.length &&
    one.modifiers.every((modifier, index) => modifier === other.modifiers[index])
  );
}

function base(type: TypeName, style: 'sql' | 'file', defaultSchema: string): string {
  const list = type.modifiers.length > 0 ? `(${type.modifiers.join(',')})` : '';
  if (type.schema !== CATALOG) {
    const quoted = quoteIdentifier(type.name);
    if (QUOTED_BUILT_IN.has(quoted)) return quoteName(type) + list;
    if (
      style === 'file' &&
      type.schema === defaultSchema &&
      /^[a-z_][a-z0-9_$]*$/.test(type.name) &&
      !isBuiltInWord(type.name)
    ) {
      return type.name + list;
    }
    const name = style === 'file' && type.schema === defaultSchema ? quoted : quoteName(type);
    return name + list;
  }
  if (type.name === 'interval') return intervalText(type.modifiers);
  if (style === 'file') return (SHORT[type.name] ?? type.name) + list;
  const zoned = /^(timestamp|time) (with|without) time zone$/.exec(type.name);
  if (zoned) return `${zoned[1]}${list} ${zoned[2]} time zone`;
  return (BUILT_IN.has(type.name) ? type.name : `${CATALOG}.${quoteIdentifier(type.name)}`) + list;
}

function intervalText(modifiers: readonly string[]): string {
  const [first, second] = modifiers;
  if (first === undefined) return 'interval';
  if (/^\d+$/.test(first)) return `interval(${first})`;
  return `interval ${first}${second === undefined ? '' : `(${second})`}`;
}

function builtIn(word: string, modifiers: readonly string[], dimensions: number): TypeName {
  // `bpchar` with a length is `character`; without one it is a type of its own.
  const name = word === 'bpchar' && modifiers.length > 0 ? 'character' : word;
  // `character` without a length is character(1), and `bit` is bit(1): format_type prints both with it.
  const settled = modifiers.length === 0 && (name === 'character' || name === 'bit') ? ['1'] : modifiers;
  // numeric(10) is numeric(10,0).
  const full = name === 'numeric' && settled.length === 1 ? [...settled, '0'] : settled;
  return { schema: CATALOG, name, modifiers: full, dimensions };
}

function qualified(type: TypeName): TypeName {
  if (type.schema !== CATALOG) return type;
  return builtIn(catalogName(type), type.modifiers, type.dimensions);
}

/** The SQL word for a `typname` of pg_catalog. There `char` is the one-byte type, and `bit` and `bpchar` have no length unless one is given. */
function catalogName({ name, modifiers }: TypeName): string {
  if (name === 'char' || (name === 'bit' && modifiers.length === 0)) return quoteIdentifier(name);
  return ALIASES[name] ?? name;
}

/** `float(24)` is the widest that is still a real (manual, 8.1.3). */
function floatOf([precision]: readonly string[], dimensions: number): TypeName {
  return builtIn(Number(precision ?? 53) <= 24 ? 'real' : 'double precision', [], dimensions);
}

function isBuiltInWord(word: string): boolean {
  return BUILT_IN.has(ALIASES[word] ?? word);
}

function identifier(part: string): string {
  const trimmed = part.trim();
  return trimmed.startsWith('"') ? trimmed.slice(1, -1).replaceAll('""', '"') : trimmed;
}

/** The built-in types that can be the type of a column, as `format_type` prints them (pg_type of PostgreSQL 14 to 18). */
const BUILT_IN: ReadonlySet<string> = new Set(
  (
    'smallint|integer|bigint|numeric|real|double precision|money|character varying|character|text|name|bytea|bit|bit varying|boolean|' +
    'date|time without time zone|time with time zone|timestamp without time zone|timestamp with time zone|interval|' +
    'point|line|lseg|box|path|polygon|circle|cidr|inet|macaddr|macaddr8|tsvector|tsquery|uuid|xml|json|jsonb|jsonpath|' +
    'int4range|int8range|numrange|tsrange|tstzrange|daterange|int4multirange|int8multirange|nummultirange|tsmultirange|' +
    'tstzmultirange|datemultirange|oid|regclass|regtype|regproc|regprocedure|regoper|regoperator|regrole|regnamespace|regconfig|' +
    'regdictionary|regcollation|pg_lsn|pg_snapshot|txid_snapshot|xid|xid8|cid|tid|oidvector|int2vector|refcursor|bpchar|' +
    'aclitem|gtsvector|"char"|"bit"'
  ).split('|'),
);

/** Built-in types that `format_type` prints quoted, to tell them from the SQL words `char` and `bit`. The latter is a bit string of any length. */
const QUOTED_BUILT_IN: ReadonlySet<string> = new Set(['"char"', '"bit"']);
