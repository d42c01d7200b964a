/** Short ways to write operations in tests of their order, and to read an order: one line an operation. Everything lies in `app`. */
import type { Operation, OperationOf } from '../../src/operations/operation';
import { order } from '../../src/operations/order';
import { footprint, toCall } from '../../src/operations/specs';
import { defaultSequenceOptions } from '../../src/schema/empty';
import { objectName } from '../../src/schema/names';
import type {
  Constraint,
  Dependency,
  ForeignKey,
  Index,
  ObjectName,
  Sequence,
  Table,
  View,
} from '../../src/schema/types';
import { createConstraint as creation } from '../../src/operations/constraint-creation';
import { column, foreignKey, name, SCHEMA } from './schema-builders';

export function createTable(table: Table): Operation {
  return { kind: 'createTable', table };
}

export function dropTable(table: Table): Operation {
  return { kind: 'dropTable', table: name(table.name, table.schema), was: table };
}

export function renameTable(from: string, to: string): Operation {
  return { kind: 'renameTable', table: name(from), to };
}

export function addColumn(table: string, of: string, type = 'integer'): Operation {
  return { kind: 'addColumn', table: name(table), column: column(of, type) };
}

export function dropColumn(table: string, of: string, type = 'integer'): Operation {
  return { kind: 'dropColumn', table: name(table), name: of, was: column(of, type) };
}

export function retype(table: string, of: string): Operation {
  const type = { from: column(of, 'integer').type, to: column(of, 'bigint').type, using: null };
  return { kind: 'alterColumn', table: name(table), name: of, changes: { type } };
}

export function createConstraint(table: string, constraint: Constraint): Operation {
  return creation(name(table), constraint);
}

export function dropConstraint(table: string, constraint: Constraint): Operation {
  return {
    kind: 'dropConstraint',
    table: name(table),
    name: constraint.name,
    constraintKind: constraint.kind,
    was: constraint,
  };
}

export function createIndex(table: string, index: Index): Operation {
  return { kind: 'createIndex', table: name(table), index, concurrently: false };
}

export function dropIndex(table: string, index: Index): Operation {
  return { kind: 'dropIndex', table: name(table), name: index.name, concurrently: false, was: index };
}

/** `fk('child', 'parent')`: from `parent_id` to `id`. */
export function fk(child: string, parent: string): ForeignKey {
  return foreignKey(`FK_${child}_${parent}`, [`${parent}_id`], { table: name(parent), columns: ['id'] });
}

export function createView(of: View): Operation {
  return { kind: 'createView', view: of };
}

export function dropView(of: View): Operation {
  return { kind: 'dropView', view: name(of.name, of.schema), materialized: of.materialized, was: of };
}

export function sequence(of: string, facts: Partial<Sequence> = {}): Sequence {
  return { ...name(of), options: defaultSequenceOptions('bigint'), ownedBy: null, comment: null, ...facts };
}

export function addEnumValue(
  of: string,
  value: string,
  position: OperationOf<'addEnumValue'>['position'] = null,
): Operation {
  return { kind: 'addEnumValue', enum: name(of), value, position };
}

/** `on('view:v', 'column:t.c')`: the view stands on the column. */
export function on(dependent: string, referenced: string): Dependency {
  return { dependent: object(dependent), referenced: object(referenced) };
}

function object(text: string): ObjectName {
  const [kind = '', path = ''] = text.split(':');
  const parts = path.split('.');
  const last = parts.at(-1) ?? '';
  const table = parts.length > 1 ? (parts[0] ?? null) : null;
  if (kind === 'view' || kind === 'materializedView' || kind === 'table' || kind === 'column' || kind === 'sequence') {
    return objectName(kind, SCHEMA, last, table);
  }
  throw new TypeError(text);
}

/** One operation as a line: its kind and the names of what it is about. */
function line(operation: Operation): string {
  const [first, second] = toCall(operation, SCHEMA).args;
  const words = [first, second].map((value) => {
    if (typeof value === 'string') return value;
    if (typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string')
      return value.name;
    return null;
  });
  return [operation.kind, ...words.filter((word) => word !== null)].join(' ');
}

export function ordered(operations: readonly Operation[], dependencies: readonly Dependency[] = []): readonly string[] {
  return order(operations, { dependencies, defaultSchema: SCHEMA }).map(line);
}

/** Everything that a list of operations needs is made before it is needed and not dropped before: a check of its own, without a graph. */
export function brokenRules(operations: readonly Operation[]): readonly string[] {
  const key = ({ kind, schema, table, name: of }: ObjectName): string => [kind, schema, table ?? '', of].join(' ');
  const faults: string[] = [];
  operations.forEach((operation, index) => {
    for (const needed of footprint(operation).needs.map(key)) {
      const later = operations.slice(index + 1).find((other) => footprint(other).creates.map(key).includes(needed));
      if (later) faults.push(`${line(operation)} needs ${needed}, which ${line(later)} makes afterwards`);
    }
  });
  return faults;
}
