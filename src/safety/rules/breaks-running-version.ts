/** Finds what the version of the application that is still running while the revision is applied will trip over. */
import type { Operation } from '../../operations/operation';
import { displayName, nameKey } from '../../schema/names';
import type { PlannedOperation, Rule } from '../finding';

export const rule: Rule = {
  id: 'breaks-running-version',
  effect: 'breaks',
  about: 'A name that the running application uses goes away, or a value it may write is refused.',
  check({ operation, index }, { context, isNew, operations }) {
    if ('table' in operation && operation.table !== null && 'schema' in operation.table && isNew(operation.table))
      return [];
    if (operation.kind === 'dropView' && isReplaced(operation, operations.slice(index + 1))) return [];
    const detail = trouble(operation, context.defaultSchema);
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
