/**
 * Policy: from a database and a model to the target, which is the whole database as it should stand afterwards. The difference
 * of the two is `diff.ts`'s and knows no policy. What cannot be decided here is returned: expressions that a server must print,
 * questions that a person must answer. It is called again with the answers.
 *
 * It must never let anything go that the history did not make, and no table or column without an answer.
 */
import type { PrintRequest } from '../schema/expressions';
import type { ModelSchema } from '../schema/model';
import { byCodeUnit, byName, nameKey, objectKey, objectName } from '../schema/names';
import type {
  DatabaseSchema,
  EnumType,
  Extension,
  Namespace,
  ObjectName,
  OtherObject,
  Sequence,
  Table,
  View,
} from '../schema/types';
import { REFUSED } from './agreement';
import { enumLabels } from './alike';
import { pairUp, same } from './equal';
import { emptyNotes, type CompareWarning, type KeptAsIs, type Question } from './notes';
import { askSchemas } from './questions';
import { seesAll } from './reconcile-options';
import type { Reconciling, ReconcileOptions } from './reconcile-options';
import { shapeOf, typesInUse } from './reconcile-columns';
import { reconcileTables } from './reconcile-tables';
import { mapTypes, type TypeMapping } from './reconcile-types';
import { reconcileViews } from './reconcile-views';
import { viewMentions } from './view-mentions';
import { visibleModel } from './visible-model';

export interface Reconciled {
  /** The whole database as it should stand afterwards; provisional while anything below is open. */
  readonly target: DatabaseSchema;
  /** Unanswered: for `settle/`. Until then the database's expression stays. */
  readonly printRequests: readonly PrintRequest[];
  /** In the database, and nobody's here: kept, sorted. */
  readonly unmanaged: readonly ObjectName[];
  /** For a person. Until then what would go stays. */
  readonly questions: readonly Question[];
  readonly warnings: readonly CompareWarning[];
  /** What stays as the database has it, though the model means something else that it cannot say. */
  readonly kept: readonly KeptAsIs[];
  /** What would go if a person said so. */
  readonly differencesHeldBack: readonly ObjectName[];
}

export function reconcile(current: DatabaseSchema, model: ModelSchema, options: ReconcileOptions): Reconciled {
  const ignored = new Set(model.ignored.map(objectKey));
  const visibleOn = (side: 'database' | 'model'): ((object: ObjectName) => boolean) =>
    ignored.size === 0 && options.isVisible === seesAll
      ? seesAll
      : (object) => !ignored.has(objectKey(object)) && options.isVisible(object, side);
  const freeSequences = new Map(current.sequences.map((sequence) => [nameKey(sequence), sequence]));
  const start: Reconciling = {
    ...options,
    isVisible: visibleOn('database'),
    notes: emptyNotes(),
    freeSequences,
    newTypes: new Set(),
    labels: enumLabels(current.enums, model.schema.enums),
    askedSchemas: new Set(),
  };
  const declared = visibleModel(model, visibleOn('model'));
  const pairs = pairUp(current.tables, declared.tables, nameKey).kept;
  const types = mapTypes(current, declared, pairs, start);
  const newTypes = new Set(pairUp(current.enums, types.enums, nameKey).added.map(nameKey));
  const context: Reconciling = { ...start, newTypes, askedSchemas: askSchemas(current, declared, start) };
  const managed = withoutIgnored(current, model);
  const tables = [...reconcileTables(managed, declared.tables, types, context), ...ignoredTables(current, model)].sort(
    byName,
  );
  const views = [...reconcileViews(managed, declared.views, context), ...ignoredViews(current, model)].sort(byName);
  const target: DatabaseSchema = {
    namespaces: namespaces(current, declared),
    extensions: extensions(current, declared, { ...context, isVisible: visibleOn('model') }),
    enums: enums(current, types, tables, context),
    sequences: sequences(current, declared, tables, context),
    tables,
    views,
    others: others(current, tables, views, context),
    grants: current.grants,
    // Told when read: where nothing differs nobody asks.
    get dependencies() {
      return dependencies(current, declared, tables, views);
    },
  };
  return outcome(current, target, context);
}

function outcome(current: DatabaseSchema, target: DatabaseSchema, { notes }: Reconciling): Reconciled {
  const unmanaged = new Map(notes.unmanaged.map((object) => [objectKey(object), object]));
  return {
    target,
    printRequests: [...notes.printRequests.values()],
    unmanaged: [...unmanaged.entries()].sort(([one], [other]) => byCodeUnit(one, other)).map(([, object]) => object),
    questions: notes.questions,
    warnings: notes.warnings.filter(({ code }) => code !== REFUSED || !isShapeChanging(current, target)),
    kept: notes.kept,
    differencesHeldBack: notes.heldBack,
  };
}

/** While columns or enums change, what the model says of them may be refused only because it is not there yet. */
function isShapeChanging(current: DatabaseSchema, target: DatabaseSchema): boolean {
  if (!same(current.enums, target.enums)) return true;
  const { added, kept } = pairUp(current.tables, target.tables, nameKey);
  return (
    added.length > 0 ||
    kept.some(({ from, to }) => from !== to && !same(shapeOf(from, from.columns), shapeOf(to, to.columns)))
  );
}

/** Tables and views with `synchronize: false` stay as they are, whole; an index with it stays within its table. */
function withoutIgnored(current: DatabaseSchema, model: ModelSchema): DatabaseSchema {
  const ignored = ignoredRelations(model);
  if (ignored.size === 0) return current;
  return {
    ...current,
    tables: current.tables.filter((table) => !ignored.has(nameKey(table))),
    views: current.views.filter((view) => !ignored.has(nameKey(view))),
  };
}

function ignoredTables(current: DatabaseSchema, model: ModelSchema): readonly Table[] {
  const ignored = ignoredRelations(model);
  return current.tables.filter((table) => ignored.has(nameKey(table)));
}

function ignoredViews(current: DatabaseSchema, model: ModelSchema): readonly View[] {
  const ignored = ignoredRelations(model);
  return current.views.filter((view) => ignored.has(nameKey(view)));
}

function ignoredRelations(model: ModelSchema): ReadonlySet<string> {
  const declared = new Set([...model.schema.tables, ...model.schema.views].map(nameKey));
  return new Set(
    model.ignored
      .filter((object) => object.table === null)
      .map(nameKey)
      .filter((key) => !declared.has(key)),
  );
}

/** Schemas are made, never dropped: others may use them. */
function namespaces(current: DatabaseSchema, model: DatabaseSchema): readonly Namespace[] {
  const known = new Set(current.namespaces.map((namespace) => namespace.name));
  const wanted = [
    ...model.namespaces.map((namespace) => namespace.name),
    ...[...model.tables, ...model.views, ...model.enums, ...model.sequences].map((object) => object.schema),
  ];
  const missing = [...new Set(wanted)].filter((name) => !known.has(name)).map((name) => ({ name, comment: null }));
  return [...current.namespaces, ...missing].sort((one, other) => byCodeUnit(one.name, other.name));
}

/**
 * A new extension goes where TypeORM's own connection puts it, whose path knows nothing of the data source's schema: in that schema
 * its functions would print with another name.
 */
function extensions(
  current: DatabaseSchema,
  model: DatabaseSchema,
  { defaultSchema, isVisible }: Reconciling,
): readonly Extension[] {
  const { added: missing } = pairUp(current.extensions, model.extensions, (extension) => extension.name);
  const added = missing.filter(({ name }) => isVisible(objectName('extension', '', name)));
  const elsewhere = defaultSchema !== 'public' && current.namespaces.some((namespace) => namespace.name === 'public');
  const placed = added.map((extension) =>
    elsewhere ? { ...extension, schema: extension.schema ?? 'public' } : extension,
  );
  return [...current.extensions, ...placed].sort((one, other) => byCodeUnit(one.name, other.name));
}

/** A type that the model no longer has goes with the last column that used it, if the history made it. */
function enums(
  current: DatabaseSchema,
  types: TypeMapping,
  tables: readonly Table[],
  context: Reconciling,
): readonly EnumType[] {
  const declared = new Map(types.enums.map((type) => [nameKey(type), type]));
  const used = typesInUse(tables);
  const staying = current.enums.filter((type) => {
    if (declared.has(nameKey(type))) return false;
    if (used.has(nameKey(type))) return true;
    return !types.superseded.has(nameKey(type)) && keeps(objectName('enum', type.schema, type.name), context);
  });
  return [...declared.values(), ...staying].sort(byName);
}

/** Options of a sequence cannot be declared: one that is there is taken as it is. */
function sequences(
  current: DatabaseSchema,
  model: DatabaseSchema,
  tables: readonly Table[],
  context: Reconciling,
): readonly Sequence[] {
  const { added, dropped, kept } = pairUp(current.sequences, model.sequences, nameKey);
  const left = new Map(tables.map((table) => [nameKey(table), new Set(table.columns.map((column) => column.name))]));
  const staying = dropped.filter((sequence) => {
    if (context.notes.reattached.has(nameKey(sequence))) return true;
    const owner = sequence.ownedBy;
    if (owner !== null && !left.get(nameKey(owner.table))?.has(owner.column)) return false;
    return keeps(objectName('sequence', sequence.schema, sequence.name), context);
  });
  return [...kept.map(({ from }) => from), ...added, ...staying].sort(byName);
}

function keeps(object: ObjectName, context: Reconciling): boolean {
  if (!context.isVisible(object)) return true;
  if (context.owned(object) && !context.drops.kept.has(objectKey(object))) return false;
  context.notes.unmanaged.push(object);
  return true;
}

/** What no entity can declare stays, and is named; only what lives on a table or view goes with it. */
function others(
  current: DatabaseSchema,
  tables: readonly Table[],
  views: readonly View[],
  context: Reconciling,
): readonly OtherObject[] {
  const left = new Set([...tables, ...views].map(nameKey));
  const internal = new Set(context.internalTables.map(nameKey));
  return current.others.filter((object) => {
    const on = object.table === null ? null : nameKey({ schema: object.schema, name: object.table });
    if (on !== null && !left.has(on)) return false;
    const hidden = !context.isVisible(object) || (on !== null && internal.has(on));
    if (!hidden) context.notes.unmanaged.push(objectName(object.kind, object.schema, object.name, object.table));
    return true;
  });
}

/** For ordering: what the catalog says of what stays, what the model says, and what the text of a view not yet made names. */
function dependencies(
  current: DatabaseSchema,
  model: DatabaseSchema,
  tables: readonly Table[],
  views: readonly View[],
): DatabaseSchema['dependencies'] {
  const known = new Set(current.views);
  const made = views.filter((view) => !known.has(view));
  const more = [...model.dependencies, ...viewMentions(made, tables, views)];
  return more.length === 0 ? current.dependencies : [...current.dependencies, ...more];
}
