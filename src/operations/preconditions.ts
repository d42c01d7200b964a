/**
 * What an operation takes for granted of the object it changes (`from`), as a question to the catalog. Pure: the runner asks, and
 * compares the answer.
 *
 * Only what has one spelling is compared: two servers may print the same default or expression differently, so of those it is asked
 * only whether there is one.
 */
import { displayName } from '../schema/names';
import { quoteLiteral, quoteName } from '../schema/quote';
import { printTypeName } from '../schema/type-name';
import type { TypeName } from '../schema/types';
import type { Operation, OperationOf } from './operation';

/** One fact: `found` is an SQL expression of type text over the query's row. */
interface Fact {
  /** As a person reads it: `type of persons.age`. */
  readonly object: string;
  readonly expected: string;
  readonly found: string;
}

export interface Precondition {
  /** Gives one row with a text column `f0`, `f1`, … for each fact; no row where the object is not there. */
  readonly sql: string;
  readonly object: string;
  readonly facts: readonly Fact[];
}

/** What must be so before the operation; `null` where it takes nothing for granted. */
export function preconditionOf(operation: Operation, defaultSchema: string): Precondition | null {
  if (operation.kind === 'alterColumn') return ofColumn(operation, defaultSchema);
  if (operation.kind === 'replaceEnum') return ofEnum(operation, defaultSchema);
  if (operation.kind === 'alterSequence') return ofSequence(operation, defaultSchema);
  return null;
}

function ofColumn({ table, name, changes }: OperationOf<'alterColumn'>, defaultSchema: string): Precondition | null {
  const object = `${displayName(table, defaultSchema)}.${name}`;
  const facts: Fact[] = [];
  const add = (what: string, expected: string, found: string): number =>
    facts.push({ object: `${what} of ${object}`, expected, found });
  if (changes.type !== undefined) add('type', typeText(changes.type.from, defaultSchema), TYPE);
  if (changes.notNull !== undefined)
    add('nullability', nullability(changes.notNull.from), `CASE WHEN a.attnotnull THEN 'NOT NULL' ELSE 'NULL' END`);
  if (changes.default !== undefined)
    add(
      'default',
      presence('default', changes.default.from),
      presenceOf('default', `a.attgenerated = '' AND a.atthasdef`),
    );
  if (changes.identity !== undefined) add('identity', identity(changes.identity.from?.generation ?? null), IDENTITY);
  if (changes.generated !== undefined)
    add('generation', presence('generated', changes.generated.from), presenceOf('generated', `a.attgenerated <> ''`));
  if (facts.length === 0) return null;
  const from =
    `pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A' ` +
    `JOIN pg_namespace n ON n.oid = coalesce(e.typnamespace, t.typnamespace) ` +
    `WHERE a.attrelid = to_regclass(${quoteLiteral(quoteName(table))}) AND a.attname = ${quoteLiteral(name)} AND NOT a.attisdropped`;
  return precondition(object, facts, from);
}

/** Built-in types as `format_type` prints them, others by schema and name. */
const TYPE =
  `CASE WHEN n.nspname = 'pg_catalog' THEN format_type(a.atttypid, a.atttypmod) ` +
  `ELSE n.nspname || '.' || coalesce(e.typname, t.typname) || CASE WHEN e.oid IS NULL THEN '' ELSE '[]' END END`;

function typeText(type: TypeName, defaultSchema: string): string {
  if (type.schema === 'pg_catalog') return printTypeName(type, 'sql', defaultSchema);
  return `${type.schema}.${type.name}${type.dimensions > 0 ? '[]' : ''}`;
}

const IDENTITY = `CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' ELSE 'no identity' END`;

function identity(generation: 'always' | 'byDefault' | null): string {
  if (generation === null) return 'no identity';
  return generation === 'always' ? 'always' : 'by default';
}

function nullability(notNull: boolean): string {
  return notNull ? 'NOT NULL' : 'NULL';
}

function presence(what: string, value: unknown): string {
  return value === null ? `no ${what}` : what;
}

function presenceOf(what: string, condition: string): string {
  return `CASE WHEN ${condition} THEN ${quoteLiteral(what)} ELSE ${quoteLiteral(`no ${what}`)} END`;
}

function ofEnum(operation: OperationOf<'replaceEnum'>, defaultSchema: string): Precondition {
  const { enum: type, labels } = operation;
  const object = displayName(type, defaultSchema);
  const found = `(SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)`;
  const fact = { object: `labels of ${object}`, expected: labels.from.map(quoteLiteral).join(', '), found };
  return precondition(object, [fact], `pg_type t WHERE t.oid = to_regtype(${quoteLiteral(quoteName(type))})`);
}

function ofSequence({ sequence, changes }: OperationOf<'alterSequence'>, defaultSchema: string): Precondition | null {
  const object = displayName(sequence, defaultSchema);
  const facts = SEQUENCE_OPTIONS.flatMap(([option, what, found]): Fact[] => {
    const pair = changes[option];
    return pair === undefined ? [] : [{ object: `${what} of ${object}`, expected: String(pair.from), found }];
  });
  if (facts.length === 0) return null;
  return precondition(
    object,
    facts,
    `pg_sequence s WHERE s.seqrelid = to_regclass(${quoteLiteral(quoteName(sequence))})`,
  );
}

const SEQUENCE_OPTIONS = [
  ['type', 'type', 'format_type(s.seqtypid, NULL)'],
  ['start', 'start', 's.seqstart::text'],
  ['increment', 'increment', 's.seqincrement::text'],
  ['minValue', 'least value', 's.seqmin::text'],
  ['maxValue', 'greatest value', 's.seqmax::text'],
  ['cache', 'cache', 's.seqcache::text'],
  ['cycle', 'cycle', 's.seqcycle::text'],
] as const;

function precondition(object: string, facts: readonly Fact[], from: string): Precondition {
  const columns = facts.map((fact, index) => `${fact.found} AS f${index}`).join(', ');
  return { sql: `SELECT ${columns} FROM ${from}`, object, facts };
}
