/**
 * Brings to a throw-away PostgreSQL what expressions speak of: types, functions, and tables by their shape. Never for a database that
 * anybody uses: it makes things and leaves them there. What cannot be made is passed over; an expression that needs it is then
 * refused, and said to be unsettled.
 */
import { trace } from '../log';
import type { Operation } from '../operations/operation';
import { toStatements } from '../operations/specs';
import { quoteIdentifier } from '../schema/quote';
import type { DatabaseSchema, Extension, ObjectKind, Table } from '../schema/types';
import type { Session } from '../session';
import { runGuarded, type Failure } from './guarded';

/** What an expression may call or be of. Triggers, policies and the like say nothing of what an expression means. */
const SPOKEN_OF: ReadonlySet<ObjectKind> = new Set([
  'function',
  'aggregate',
  'domain',
  'compositeType',
  'rangeType',
  'collation',
  'operator',
  'textSearch',
] satisfies ObjectKind[]);

/** Everything that an expression or a view of this database may speak of. Gives what could not be made. */
export async function prepareScratch(session: Session, current: DatabaseSchema): Promise<readonly Failure[]> {
  const context = { major: session.server.major, defaultSchema: 'public' };
  const operations: readonly Operation[] = [
    ...current.enums.map((type): Operation => ({ kind: 'createEnum', enum: type })),
    ...current.sequences.map((sequence): Operation => ({
      kind: 'createSequence',
      sequence: { ...sequence, ownedBy: null },
    })),
    ...current.tables.map((table): Operation => ({ kind: 'createTable', table: bare(table) })),
    ...current.views.map((view): Operation => ({
      kind: 'createView',
      view: { ...view, indexes: [], populated: true },
    })),
  ];
  const failures = await runGuarded(session, [
    ...schemas(current.namespaces.map((namespace) => namespace.name)),
    ...extensions(current.extensions),
    ...current.others.filter((other) => SPOKEN_OF.has(other.kind)).map((other) => other.definition),
    ...operations.flatMap((operation) => toStatements(operation, context).map((statement) => statement.sql)),
  ]);
  for (const { sql, error } of failures)
    trace('settle', () => `not on the scratch: ${sql.split('\n')[0] ?? ''}: ${error}`);
  return failures;
}

/** What a history finds in place and does not make itself: the extensions, and the schema of the data source. */
export async function prepareReplay(
  session: Session,
  current: DatabaseSchema,
  defaultSchema: string,
): Promise<readonly Failure[]> {
  const homes = current.extensions.flatMap(({ schema }) => schema ?? []);
  return runGuarded(session, [...schemas([defaultSchema, ...homes]), ...extensions(current.extensions)]);
}

/** What the throw-away database must be able to create for `prepareScratch` and `prepareReplay`. */
export function extensionNames({ extensions: all }: DatabaseSchema): readonly string[] {
  return all.map(({ name }) => name);
}

function schemas(names: readonly string[]): readonly string[] {
  return [...new Set(names)].map((name) => `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(name)}`);
}

function extensions(all: readonly Extension[]): readonly string[] {
  return all.map(({ name, schema }) => {
    const where = schema === null || schema === 'pg_catalog' ? '' : ` SCHEMA ${quoteIdentifier(schema)}`;
    return `CREATE EXTENSION IF NOT EXISTS ${quoteIdentifier(name)}${where}`;
  });
}

/** Columns by type; the key too, since a view may group by it and select the rest. */
function bare(table: Table): Table {
  return {
    ...table,
    kind: 'table',
    unlogged: false,
    inherits: [],
    partitionKey: null,
    storageParameters: {},
    rowSecurity: 'off',
    columns: table.columns.map((column) => ({
      ...column,
      default: null,
      serial: null,
      identity: null,
      generated: null,
      comment: null,
    })),
    primaryKey: table.primaryKey === null ? null : { ...table.primaryKey, comment: null },
    uniques: [],
    checks: [],
    exclusions: [],
    foreignKeys: [],
    indexes: [],
    comment: null,
  };
}
