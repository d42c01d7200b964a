/** Questions to a person: what may be a rename. Likeness only ever asks; it never decides. */
import { distance } from '../likeness';
import { objectKey, objectName } from '../schema/names';
import type { EnumType, ObjectName, Table } from '../schema/types';
import type { Reconciling } from './reconcile-options';

/** The key of an answer "these two are different things", for `ReconcileOptions.different`. */
export function renameKey(from: ObjectName, to: ObjectName): string {
  return `${objectKey(from)}\n${objectKey(to)}`;
}

/** Asks whether something that is gone is one of the new things. `false`: there is nothing to ask. */
export function askRename(object: ObjectName, candidates: readonly ObjectName[], context: Reconciling): boolean {
  const { different, notes } = context;
  if (different === 'all') return false;
  const open = candidates.filter((candidate) => !different.has(renameKey(object, candidate)));
  if (open.length === 0) return false;
  const nearest = [...open].sort((one, other) => distance(object.name, one.name) - distance(object.name, other.name));
  notes.questions.push({ kind: 'rename', object, candidates: nearest });
  return true;
}

/** New tables that have most of their columns in common with one that is gone, by name and type. */
export function tablesAlike(gone: Table, fresh: readonly Table[]): readonly ObjectName[] {
  const columns = new Map(gone.columns.map((column) => [column.name, column.type.name]));
  return fresh
    .filter((table) => {
      const common = table.columns.filter((column) => columns.get(column.name) === column.type.name).length;
      return common * 2 > Math.max(gone.columns.length, table.columns.length);
    })
    .map((table) => objectName('table', table.schema, table.name));
}

/** A label that is gone where another one is new in the same place, and nothing else changed. */
export function enumValueQuestion(current: EnumType, model: EnumType, context: Reconciling): void {
  if (context.different === 'all' || current.labels.length !== model.labels.length) return;
  current.labels.forEach((value, index) => {
    const candidate = model.labels[index];
    if (candidate === undefined || model.labels.includes(value) || current.labels.includes(candidate)) return;
    const name = { schema: current.schema, name: current.name };
    if (context.different instanceof Set && context.different.has(enumValueKey(name, value, candidate))) return;
    context.notes.questions.push({ kind: 'renameEnumValue', enum: name, value, candidates: [candidate] });
  });
}

/** The key of an answer "these two labels are different", for `ReconcileOptions.different`. */
export function enumValueKey(
  type: { readonly schema: string; readonly name: string },
  value: string,
  candidate: string,
): string {
  return `${objectKey(objectName('enum', type.schema, type.name))}\n${value}\n${candidate}`;
}
