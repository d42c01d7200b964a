/**
 * The names under which operations find each other when they are ordered. Every spec builds its footprint from these, so that
 * what one operation creates is spelled as the next one needs it. No order and no SQL here.
 */
import { byCodeUnit, objectName } from '../schema/names';
import { quoteList } from '../schema/quote';
import type { Column, Constraint, ConstraintKind, Index, ObjectName, QualifiedName, TypeName } from '../schema/types';
import type { Footprint } from './spec';

/** A footprint from the parts that are not empty. */
export function footprint(parts: Partial<Footprint>): Footprint {
  return { creates: [], alters: [], drops: [], needs: [], frees: [], ...parts };
}

/** A schema by its bare name. */
export function schemaObject(schema: string): ObjectName {
  return objectName('schema', schema, schema);
}

export function tableObject(table: QualifiedName): ObjectName {
  return objectName('table', table.schema, table.name);
}

export function columnObject(table: QualifiedName, column: string): ObjectName {
  return objectName('column', table.schema, column, table.name);
}

export function columnObjects(table: QualifiedName, columns: readonly string[]): readonly ObjectName[] {
  return columns.map((column) => columnObject(table, column));
}

export function constraintObject(table: QualifiedName, kind: ConstraintKind, name: string): ObjectName {
  return objectName(kind, table.schema, name, table.name);
}

export function indexObject(table: QualifiedName, name: string): ObjectName {
  return objectName('index', table.schema, name, table.name);
}

export function sequenceObject(sequence: QualifiedName): ObjectName {
  return objectName('sequence', sequence.schema, sequence.name);
}

/**
 * What a foreign key points at: the uniqueness of some columns of a table, whoever provides it (a primary key, a unique
 * constraint, a unique index). An index named for its columns, in any order: PostgreSQL matches a foreign key's columns with
 * those of a key in any order.
 */
export function keyName(table: QualifiedName, columns: readonly string[]): ObjectName {
  return indexObject(table, `(${quoteList([...columns].sort(byCodeUnit))})`);
}

/**
 * Whether a table is logged: what is logged cannot refer to what is not, so that a foreign key minds it on both its sides. Named like a
 * key, which no object is.
 */
export function loggedness(table: QualifiedName): ObjectName {
  return indexObject(table, '("logged');
}

/** The keys that a constraint provides. */
export function keysOfConstraint(table: QualifiedName, constraint: Constraint): readonly ObjectName[] {
  if (constraint.kind !== 'primaryKey' && constraint.kind !== 'unique') return [];
  return [keyName(table, constraint.columns)];
}

/** The keys that an index provides: a unique one over plain columns without a predicate. */
export function keysOfIndex(table: QualifiedName, index: Index): readonly ObjectName[] {
  if (!index.unique || index.predicate !== null) return [];
  const columns = index.keys.flatMap((key) => (key.column === null ? [] : [key.column]));
  return columns.length === index.keys.length ? [keyName(table, columns)] : [];
}

const MADE_TYPES = ['enum', 'domain', 'compositeType', 'rangeType'] as const;

/** The type behind a column, as each kind that an operation may make; the name of any other (an extension's) simply finds nobody. */
export function typeObjects(type: TypeName): readonly ObjectName[] {
  return type.schema === 'pg_catalog' ? [] : MADE_TYPES.map((kind) => objectName(kind, type.schema, type.name));
}

/** The collation of a column, where it is not one of PostgreSQL's own. */
export function collationObjects(collation: QualifiedName | null): readonly ObjectName[] {
  if (collation === null || collation.schema === 'pg_catalog') return [];
  return [objectName('collation', collation.schema, collation.name)];
}

/** What a column needs besides its table: its type, its collation, and the free sequence that its default draws from. */
export function columnNeeds(table: QualifiedName, column: Column): readonly ObjectName[] {
  return [
    ...typeObjects(column.type),
    ...collationObjects(column.collation),
    ...expressionNeeds(table, column.default),
  ];
}

const NEXTVAL = /\bnextval\s*\(\s*'((?:[^']|'')+)'/gi;
const NAME = /^(?:("(?:[^"]|"")+"|[^".]+)\.)?("(?:[^"]|"")+"|[^".]+)$/;

/** The sequences that an expression draws from by `nextval('…')`; a bare name is taken to lie beside the table. */
export function expressionNeeds(table: QualifiedName, expression: string | null): readonly ObjectName[] {
  if (expression === null) return [];
  return [...expression.matchAll(NEXTVAL)].flatMap((match) => {
    const parts = NAME.exec((match[1] ?? '').replaceAll("''", "'"));
    if (parts?.[2] === undefined) return [];
    const schema = parts[1] === undefined ? table.schema : unquoted(parts[1]);
    return [objectName('sequence', schema, unquoted(parts[2]))];
  });
}

function unquoted(part: string): string {
  return part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase();
}

/**
 * The columns of a table that an expression may speak of: every word of it outside string literals. A word that is no column
 * simply finds nobody.
 */
export function expressionColumns(table: QualifiedName, expression: string | null): readonly ObjectName[] {
  if (expression === null) return [];
  const bare = expression.replace(/'(?:[^']|'')*'/g, ' ');
  const words = bare.match(/"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*/gu) ?? [];
  return columnObjects(table, [...new Set(words.map(unquoted))]);
}
