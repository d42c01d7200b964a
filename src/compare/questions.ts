/** Questions to a person: what may be a rename. Likeness only ever asks; it never decides. */
import { objectKey, objectName } from '../schema/names';
import type { DatabaseSchema, EnumType, ObjectName, QualifiedName, Table } from '../schema/types';
import { likeness, type Candidate } from './alike';
import type { Reconciling } from './reconcile-options';

/** The key of an answer "these two are different things", for `ReconcileOptions.different`. */
export function renameKey(from: ObjectName, to: ObjectName): string {
  return `${objectKey(from)}\n${objectKey(to)}`;
}

/** Asks whether something that is gone is one of the new things. `false`: there is nothing to ask. */
export function askRename(object: ObjectName, candidates: readonly Candidate[], context: Reconciling): boolean {
  const { different, notes } = context;
  if (different === 'all') return false;
  const open = candidates.filter((candidate) => !different.has(renameKey(object, candidate.object)));
  const [nearest] = open;
  if (nearest === undefined) return false;
  notes.questions.push({
    kind: 'rename',
    object,
    candidates: open.map((candidate) => candidate.object),
    alike: nearest.alike,
  });
  return true;
}

/** Labels that are gone where others are new: in the same place, or of a like name, first. */
export function enumValueQuestion(current: EnumType, model: EnumType, context: Reconciling): void {
  const { different, notes } = context;
  if (different === 'all') return;
  const name = { schema: current.schema, name: current.name };
  const fresh = model.labels.filter((label) => !current.labels.includes(label));
  current.labels.forEach((value, index) => {
    if (model.labels.includes(value)) return;
    const score = (label: string): number => likeness(value, label) - Math.abs(index - model.labels.indexOf(label)) / 5;
    const candidates = fresh
      .filter((label) => !different.has(enumValueKey(name, value, label)))
      .sort((one, other) => score(other) - score(one));
    if (candidates.length > 0) notes.questions.push({ kind: 'renameEnumValue', enum: name, value, candidates });
  });
}

/** The key of an answer "these two labels are different", for `ReconcileOptions.different`. */
export function enumValueKey(type: QualifiedName, value: string, candidate: string): string {
  return `${objectKey(objectName('enum', type.schema, type.name))}\n${value}\n${candidate}`;
}

/**
 * Asks of each schema that no entity speaks of any more, and whose tables all lie in a new one, whether it has another name.
 * @returns those that were asked: nothing is asked about their tables until then
 */
export function askSchemas(current: DatabaseSchema, model: DatabaseSchema, context: Reconciling): ReadonlySet<string> {
  const known = new Set(current.namespaces.map(({ name }) => name));
  const used = new Set([...model.tables, ...model.views, ...model.enums].map(({ schema }) => schema));
  const fresh = [...used].filter((name) => !known.has(name));
  if (fresh.length === 0 || context.different === 'all') return new Set();
  const asked = current.namespaces.filter(({ name }) => {
    if (used.has(name) || name === 'public') return false;
    const tables = current.tables.filter(({ schema, kind }) => schema === name && kind !== 'partition');
    if (tables.length === 0 || !tables.every((table) => mayMove(table, context))) return false;
    const candidates = fresh
      .filter((to) =>
        tables.every((table) => model.tables.some((each) => each.schema === to && each.name === table.name)),
      )
      .map((to): Candidate => ({
        object: objectName('schema', to, to),
        alike: [tables.length === 1 ? 'the same table' : `the same ${tables.length} tables`],
        score: likeness(name, to),
      }))
      .sort((one, other) => other.score - one.score);
    return askRename(objectName('schema', name, name), candidates, context);
  });
  return new Set(asked.map(({ name }) => name));
}

/** Whatever is somebody else's would move along. */
function mayMove(table: Table, { internalTables, isVisible, owned, atBase, drops }: Reconciling): boolean {
  const object = objectName('table', table.schema, table.name);
  const internal = internalTables.some(({ schema, name }) => schema === table.schema && name === table.name);
  if (internal || !isVisible(object) || drops.kept.has(objectKey(object))) return false;
  return atBase || owned(object);
}
