/**
 * Tries the expressions that a plan brings on a throw-away PostgreSQL that holds what the plan leads to, so that nothing is refused
 * because it is not there yet. Nothing is evaluated, and no table holds a row. Never for a database that anybody uses.
 */
import type { Operation, SuspendedName } from '../operations/operation';
import { toStatements } from '../operations/specs';
import type { StatementContext } from '../operations/statement';
import { nameKey, objectName } from '../schema/names';
import { quoteIdentifier } from '../schema/quote';
import type {
  Column,
  Constraint,
  DatabaseSchema,
  Index,
  ObjectName,
  QualifiedName,
  Table,
  TypeName,
  View,
} from '../schema/types';
import type { Session } from '../session';
import { runGuarded } from './guarded';
import { extensionNames, prepareScratch } from './prepare';

/** An expression that PostgreSQL refuses, of which object, and what the server says. */
export interface RefusedExpression {
  readonly object: ObjectName;
  readonly expression: string;
  readonly reason: string;
}

export interface TriedOut {
  readonly refused: readonly RefusedExpression[];
  /** The throw-away database could not be given all that the expressions may speak of (an extension that it has not). */
  readonly unsure: boolean;
}

/** One expression, and what makes its object alone. */
export interface Trial {
  readonly object: ObjectName;
  readonly expression: string;
  readonly operation: Operation;
}

/** What holds expressions among operations, each as an operation that makes it alone. Empty: there is nothing to try. */
export function trialsOf(operations: readonly Operation[]): readonly Trial[] {
  return operations.flatMap((operation): readonly Trial[] => {
    switch (operation.kind) {
      case 'createTable':
        return tableTrials(operation.table);
      case 'addColumn':
        return columnTrials(operation.table, operation.column);
      case 'alterColumn': {
        const { default: change, generated } = operation.changes;
        const own =
          change === undefined || change.to === null ? [] : [defaultTrial(operation.table, operation.name, change.to)];
        const column = generated === undefined || generated.to === null ? undefined : generated.column;
        return column === undefined ? own : [...own, ...columnTrials(operation.table, column)];
      }
      case 'createCheckConstraint':
      case 'createExclusionConstraint':
        return constraintTrials(operation.table, operation.constraint);
      case 'createIndex':
        return indexTrials(operation.table, operation.index);
      case 'createView':
      case 'replaceView':
        return [viewTrial(operation.kind === 'createView' ? operation.view : operation.view.to)];
      default:
        return [];
    }
  });
}

/**
 * What a plan leaves in its own words while something beneath it goes or changes: declared views that are taken down and put back, and what
 * mentions a dropped column, which PostgreSQL would drop with it without a word.
 * @param isDeclared whether the models hold a view: of any other view no entity is at fault
 */
export function stayingTrials(
  { operations, target }: Planned,
  isDeclared: (object: ObjectName) => boolean,
): readonly Trial[] {
  const suspended = new Set(
    operations.flatMap((each) => (each.kind === 'suspend' ? each.objects.filter(isOfView).map(nameKey) : [])),
  );
  const views = target.views.filter((view) => suspended.has(nameKey(view))).map(viewTrial);
  const lost = new Map<string, string[]>();
  for (const operation of operations) {
    if (operation.kind !== 'dropColumn') continue;
    const key = nameKey(operation.table);
    lost.set(key, [...(lost.get(key) ?? []), operation.name.replaceAll('"', '""')]);
  }
  const onTables = target.tables.flatMap((table) => {
    const columns = lost.get(nameKey(table)) ?? [];
    return columns.length === 0
      ? []
      : tableTrials(table).filter(({ expression }) => columns.some((column) => expression.includes(column)));
  });
  return [...views.filter(({ object }) => isDeclared(object)), ...onTables];
}

function isOfView({ kind }: SuspendedName): boolean {
  return kind === 'view' || kind === 'materializedView';
}

function viewTrial(view: View): Trial {
  const object = objectName(view.materialized ? 'materializedView' : 'view', view.schema, view.name);
  const bare = { ...view, indexes: [], populated: true, comment: null };
  return { object, expression: view.definition, operation: { kind: 'createView', view: bare } };
}

function tableTrials(table: Table): readonly Trial[] {
  return [
    ...table.columns.flatMap((column) => columnTrials(table, column)),
    ...[...table.checks, ...table.exclusions].flatMap((constraint) => constraintTrials(table, constraint)),
    ...table.indexes.flatMap((index) => indexTrials(table, index)),
  ];
}

/** What no column of the types that have such defaults refuses: trying it would cost a database for nothing. */
const PLAIN =
  /^(?:-?\d+(?:\.\d+)?|true|false|now\(\)|CURRENT_TIMESTAMP(?:\(\d\))?|CURRENT_DATE|gen_random_uuid\(\)|uuid_generate_v4\(\))$/i;
const STRING = /^'(?:[^'\\]|'')*'$/;
const TEXTS: ReadonlySet<string> = new Set(['text', 'character varying']);

function isPlain(expression: string, { name, schema, dimensions }: TypeName): boolean {
  if (PLAIN.test(expression)) return true;
  return STRING.test(expression) && schema === 'pg_catalog' && TEXTS.has(name) && dimensions === 0;
}

function columnTrials(table: QualifiedName, column: Column): readonly Trial[] {
  if (column.generated !== null) {
    const added = { ...column, notNull: false, comment: null };
    return [
      {
        object: columnName(table, column.name),
        expression: column.generated.expression,
        operation: { kind: 'addColumn', table: nameOf(table), column: added },
      },
    ];
  }
  if (column.default === null || isPlain(column.default, column.type)) return [];
  return [defaultTrial(table, column.name, column.default)];
}

function defaultTrial(table: QualifiedName, name: string, expression: string): Trial {
  const changes = { default: { from: null, to: expression } };
  return {
    object: columnName(table, name),
    expression,
    operation: { kind: 'alterColumn', table: nameOf(table), name, changes },
  };
}

function constraintTrials(table: QualifiedName, constraint: Constraint): readonly Trial[] {
  const object = objectName(constraint.kind, table.schema, constraint.name, table.name);
  const on = nameOf(table);
  if (constraint.kind === 'check') {
    const plain = { ...constraint, comment: null };
    const operation: Operation = { kind: 'createCheckConstraint', table: on, constraint: plain };
    return [{ object, expression: constraint.expression, operation }];
  }
  if (constraint.kind !== 'exclusion') return [];
  const operation: Operation = {
    kind: 'createExclusionConstraint',
    table: on,
    constraint: { ...constraint, comment: null },
  };
  return [{ object, expression: constraint.definition, operation }];
}

function indexTrials(table: QualifiedName, index: Index): readonly Trial[] {
  const texts = [...index.keys.map((key) => key.expression), index.predicate].filter((text) => text !== null);
  if (texts.length === 0) return [];
  const object = objectName('index', table.schema, index.name, table.name);
  const plain = { ...index, comment: null };
  const operation: Operation = { kind: 'createIndex', table: nameOf(table), index: plain, concurrently: false };
  return [{ object, expression: texts.join(', '), operation }];
}

/** A table may have several generated columns, and each is tried beside itself: what succeeds stays. */
function underOwnName(operation: Operation, at: number): Operation {
  if (operation.kind !== 'addColumn') return operation;
  return { ...operation, column: { ...operation.column, name: `stillhead_trial_${at}` } };
}

/** SQL of a project's own: it may make a function that the expressions call. Whether it succeeds here is no matter. */
const BY_HAND: ReadonlySet<string> = new Set(['execute', 'custom']);

interface Planned {
  readonly operations: readonly Operation[];
  /** What they lead to. */
  readonly target: DatabaseSchema;
}

/** Texts that name the extensions which `tryOut` creates. */
export function mentionsOf({ operations, target }: Planned): readonly string[] {
  return [...extensionNames(target), JSON.stringify(byHandOf(operations))];
}

/** The operations that are somebody's own SQL. */
export function byHandOf(operations: readonly Operation[]): readonly Operation[] {
  return operations.filter(({ kind }) => BY_HAND.has(kind));
}

/**
 * Which of the expressions of a plan PostgreSQL refuses.
 * @param session on an empty throw-away database
 * @param plan its operations, and the schema that they lead to
 * @param searchPath the schemas in which names without one are looked for, the data source's own first
 */
export async function tryOut(
  session: Session,
  { operations, target }: Planned,
  trials: readonly Trial[],
  searchPath: readonly string[],
): Promise<TriedOut> {
  const context: StatementContext = { major: session.server.major, defaultSchema: searchPath[0] ?? 'public' };
  const made = new Set(
    trials.flatMap(({ operation }) => (operation.kind === 'createView' ? [nameKey(operation.view)] : [])),
  );
  const lacks = await prepareScratch(session, {
    ...target,
    views: target.views.filter((view) => !made.has(nameKey(view))),
  });
  await session.query(`SET search_path = ${searchPath.map(quoteIdentifier).join(', ')}`);
  const bySql = new Map(
    trials.flatMap((trial, at) =>
      toStatements(underOwnName(trial.operation, at), context).map(({ sql }) => [sql, trial] as const),
    ),
  );
  const beside = byHandOf(operations).flatMap((each) => toStatements(each, context).map(({ sql }) => sql));
  // A view that stands on one that is tried could not be made before it.
  const above = lacks.map(({ sql }) => sql).filter(isOfViewSql);
  const failures = await runGuarded(session, [...beside, ...above, ...bySql.keys()]);
  const refused = failures.flatMap(({ sql, error }) => {
    const trial = bySql.get(sql);
    return trial === undefined ? [] : [{ object: trial.object, expression: trial.expression, reason: error }];
  });
  return { refused, unsure: lacks.some(({ sql }) => !isOfViewSql(sql)) };
}

function isOfViewSql(sql: string): boolean {
  return /^CREATE (MATERIALIZED )?VIEW\b/.test(sql);
}

function columnName(table: QualifiedName, name: string): ObjectName {
  return objectName('column', table.schema, name, table.name);
}

function nameOf({ schema, name }: QualifiedName): QualifiedName {
  return { schema, name };
}
