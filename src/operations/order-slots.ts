/**
 * Places that only one object can hold at a time, whatever its kind: PostgreSQL keeps tables, views, sequences and indexes of a schema in
 * one space of names, types in another, the constraints of a table in a third. What gives a place up must come before what takes it.
 */
import type { ObjectName } from '../schema/types';
import type { Operation } from './operation';

const SEPARATOR = '\u0000';

function slot(space: string, ...parts: readonly string[]): string {
  return [space, ...parts].join(SEPARATOR);
}

/** The places that an object holds. */
export function slotsOf(object: ObjectName): readonly string[] {
  const { schema, name } = object;
  const relation = slot('relation', schema, name);
  switch (object.kind) {
    case 'schema':
      return [slot('schema', name)];
    // A table or view is also the type of its rows.
    case 'table':
    case 'view':
    case 'materializedView':
      return [relation, slot('type', schema, name)];
    case 'sequence':
      return [relation];
    case 'index':
      return isKey(object) ? [] : [relation];
    case 'enum':
    case 'domain':
    case 'compositeType':
    case 'rangeType':
      return [slot('type', schema, name)];
    case 'column':
      return [slot('column', schema, object.table ?? '', name)];
    case 'primaryKey':
      // A table has one primary key, whatever its name.
      return [
        relation,
        slot('constraint', schema, object.table ?? '', name),
        slot('primaryKey', schema, object.table ?? ''),
      ];
    case 'unique':
    case 'exclusion':
      return [relation, slot('constraint', schema, object.table ?? '', name)];
    case 'check':
    case 'foreignKey':
      return [slot('constraint', schema, object.table ?? '', name)];
    default:
      return [];
  }
}

/** Whether an object is the uniqueness of some columns rather than an index: its name is a list of quoted columns (`keyName`). */
export function isKey(object: ObjectName): boolean {
  return object.kind === 'index' && object.name.startsWith('("');
}

/** The labels of an enum are places too. */
export interface Labels {
  readonly taken: readonly string[];
  readonly given: readonly string[];
  readonly needed: readonly string[];
}

const NO_LABELS: Labels = { taken: [], given: [], needed: [] };

/** Which labels of its enum an operation takes, gives up and needs. */
export function labelsOf(operation: Operation): Labels {
  if (operation.kind !== 'renameEnumValue' && operation.kind !== 'addEnumValue') return NO_LABELS;
  const label = (value: string): string => slot('label', operation.enum.schema, operation.enum.name, value);
  if (operation.kind === 'renameEnumValue') {
    return { taken: [label(operation.to)], given: [label(operation.value)], needed: [] };
  }
  const { position } = operation;
  const beside = position === null ? [] : ['before' in position ? position.before : position.after];
  return { taken: [label(operation.value)], given: [], needed: beside.map(label) };
}
