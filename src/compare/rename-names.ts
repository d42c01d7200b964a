/**
 * What an object is called after renames. Answers and the history speak of objects by the names that they had before, and what is
 * compared by those that they get.
 */
import type { Operation } from '../operations/operation';
import type { ObjectKind, ObjectName, QualifiedName } from '../schema/types';

/** The name of an object after these operations, one after the other; of kinds that rename nothing, none is heeded. */
export function follow(object: ObjectName, operations: readonly Operation[]): ObjectName {
  return operations.reduce(after, object);
}

function after(object: ObjectName, operation: Operation): ObjectName {
  switch (operation.kind) {
    case 'renameSchema':
      return inSchema(object, operation);
    case 'renameTable':
      return inTable(object, operation.table, { ...operation.table, name: operation.to });
    case 'moveTable':
      return inTable(object, operation.table, { ...operation.table, schema: operation.toSchema });
    case 'renameColumn':
      return renamed(object, 'column', operation.table, operation);
    case 'renameConstraint':
      return renamed(object, operation.constraintKind, operation.table, operation);
    case 'renameIndex':
      return renamed(object, 'index', operation.table, operation);
    case 'renameEnum':
      return top(object, 'enum', operation.enum, operation.to);
    case 'renameSequence':
      return top(object, 'sequence', operation.sequence, operation.to);
    default:
      return object;
  }
}

/** A schema itself, and what lives in it. */
function inSchema(object: ObjectName, { name, to }: { readonly name: string; readonly to: string }): ObjectName {
  if (object.schema !== name) return object;
  return { ...object, schema: to, name: object.kind === 'schema' ? to : object.name };
}

/** A table itself, and what lives in it. */
function inTable(object: ObjectName, table: QualifiedName, to: QualifiedName): ObjectName {
  if (object.schema !== table.schema) return object;
  if (object.table === table.name) return { ...object, schema: to.schema, table: to.name };
  const isTable = object.kind === 'table' && object.name === table.name;
  return isTable ? { ...object, schema: to.schema, name: to.name } : object;
}

function renamed(
  object: ObjectName,
  kind: ObjectKind,
  table: QualifiedName,
  { name, to }: { readonly name: string; readonly to: string },
): ObjectName {
  const inIt = object.kind === kind && object.schema === table.schema && object.table === table.name;
  return inIt && object.name === name ? { ...object, name: to } : object;
}

function top(object: ObjectName, kind: ObjectKind, { schema, name }: QualifiedName, to: string): ObjectName {
  return object.kind === kind && object.schema === schema && object.name === name ? { ...object, name: to } : object;
}
