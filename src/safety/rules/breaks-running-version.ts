/** Finds what the version of the application that is still running while the revision is applied will trip over. */
import type { Operation } from '../../operations/operation';
import { displayName, nameKey } from '../../schema/names';
import { printTypeName } from '../../schema/type-name';
import type { ColumnsBetween } from '../columns-between';
import type { PlannedOperation, Rule } from '../finding';
import { mayRefuse } from '../narrowing';
import { isPutBack } from '../put-back';

export const rule: Rule = {
  id: 'breaks-running-version',
  effect: 'breaks',
  about: 'A name that the running application uses goes away, or a value it may write is refused.',
  check({ operation, index }, { context, isNew, columns, operations }) {
    if ('table' in operation && operation.table !== null && 'schema' in operation.table && isNew(operation.table))
      return [];
    if (isOfPassingColumn(operation, columns) || isPutBack(operation, { operations })) return [];
    if (operation.kind === 'dropView' && isReplaced(operation, operations.slice(index + 1))) return [];
    const detail = trouble(operation, context.defaultSchema) ?? refusal(operation, context.defaultSchema, columns);
    return detail === null ? [] : [{ subject: 'the running version', detail, duration: null }];
  },
};

function trouble(operation: Operation, defaultSchema: string): string | null {
  switch (operation.kind) {
    case 'dropTable':
      return `if it still uses ${displayName(operation.table, defaultSchema)}`;
    case 'renameSchema':
      return `if it still uses what is in ${operation.name}`;
    case 'renameTable':
    case 'moveTable':
      return `if it still uses ${displayName(operation.table, defaultSchema)}`;
    case 'dropView':
    case 'renameView':
      return `if it still reads ${displayName(operation.view, defaultSchema)}`;
    case 'dropColumn':
      return `if it still reads ${operation.name}`;
    case 'renameColumn':
      return `if it still reads ${operation.name}`;
    case 'addColumn':
      return isRequired(operation) ? `if it inserts into ${displayName(operation.table, defaultSchema)}` : null;
    case 'alterColumn': {
      const { notNull, generated, identity } = operation.changes;
      const column = `${displayName(operation.table, defaultSchema)}.${operation.name}`;
      if (generated?.to || identity?.to?.generation === 'always') return `if it writes ${column}`;
      return notNull?.to ? `if it leaves ${column} empty` : null;
    }
    case 'renameEnumValue':
      return `if it still uses '${operation.value}' of ${displayName(operation.enum, defaultSchema)}`;
    case 'replaceEnum': {
      const gone = operation.labels.from.filter((label) => !operation.labels.to.includes(label));
      if (gone.length === 0) return null;
      return `if it still uses ${gone.map((label) => `'${label}'`).join(', ')} of ${displayName(operation.enum, defaultSchema)}`;
    }
    default:
      return null;
  }
}

/** Nobody else ever sees a column that is there only while the plan runs, and none misses one that is there again at its end. */
function isOfPassingColumn(operation: Operation, columns: ColumnsBetween): boolean {
  switch (operation.kind) {
    case 'addColumn':
      return columns.isPassing(operation.table, operation.column.name);
    case 'alterColumn':
      return columns.isPassing(operation.table, operation.name);
    case 'dropColumn':
    case 'renameColumn':
      return columns.isMade(operation.table, operation.name) || columns.comesBack(operation.table, operation.name);
    default:
      return false;
  }
}

/** What was taken before and is refused from now on. */
function refusal(operation: Operation, defaultSchema: string, columns: ColumnsBetween): string | null {
  switch (operation.kind) {
    case 'alterColumn': {
      const { type } = operation.changes;
      if (type === undefined || columns.isMade(operation.table, operation.name)) return null;
      const column = `${displayName(operation.table, defaultSchema)}.${operation.name}`;
      const to = printTypeName(type.to, 'file', defaultSchema);
      return mayRefuse(type.from, type.to) ? `if it writes to ${column} what does not fit into ${to}` : null;
    }
    case 'createUniqueConstraint': {
      const named = operation.constraint.columns;
      if (named.every((column) => columns.isMade(operation.table, column))) return null;
      return `if it writes the same ${named.join(', ')} twice into ${displayName(operation.table, defaultSchema)}`;
    }
    case 'createCheckConstraint':
      return `if it writes into ${displayName(operation.table, defaultSchema)} what ${operation.constraint.name} refuses`;
    default:
      return null;
  }
}

/** A new column that must be given a value by whoever inserts. */
function isRequired({ column }: Extract<Operation, { kind: 'addColumn' }>): boolean {
  return (
    column.notNull &&
    column.default === null &&
    column.serial === null &&
    column.identity === null &&
    column.generated === null
  );
}

/** A view that is taken down and put back under its own name is gone for no longer than the transaction. */
function isReplaced({ view }: Extract<Operation, { kind: 'dropView' }>, later: readonly PlannedOperation[]): boolean {
  return later.some(({ operation }) => operation.kind === 'createView' && nameKey(operation.view) === nameKey(view));
}
