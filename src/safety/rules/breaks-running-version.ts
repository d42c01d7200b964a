/** Finds what the version of the application that is still running while the revision is applied will trip over. */
import type { Operation, OperationOf } from '../../operations/operation';
import { displayName, nameKey } from '../../schema/names';
import { printTypeName } from '../../schema/type-name';
import type { ColumnsBetween } from '../columns-between';
import type { PlanFacts, PlannedOperation, Rule } from '../finding';
import { mayRefuse } from '../narrowing';
import { isPutBack, uniqueKeyOf, wasUnique } from '../put-back';

export const rule: Rule = {
  id: 'breaks-running-version',
  effect: 'breaks',
  about: 'A name that the running application uses goes away, or a value it may write is refused.',
  check({ operation, index }, facts) {
    const { context, isNew, columns, operations } = facts;
    if ('table' in operation && operation.table !== null && 'schema' in operation.table && isNew(operation.table))
      return [];
    if (operation.kind === 'dropColumn') {
      const other = otherType(operation, facts);
      if (other !== null) return [{ subject: 'the running version', detail: other, duration: null }];
    }
    if (isOfPassingColumn(operation, columns) || isPutBack(operation, facts)) return [];
    const detail =
      operation.kind === 'dropView'
        ? viewTrouble(operation, operations.slice(index + 1), context.defaultSchema)
        : (trouble(operation, context.defaultSchema) ?? refusal(operation, facts));
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
    case 'renameView':
      return `if it still reads ${displayName(operation.view, defaultSchema)}`;
    case 'dropColumn':
      return `if it still reads ${operation.name}`;
    case 'renameColumn':
      return `if it still reads ${operation.name}`;
    case 'addColumn':
      return isRequired(operation) ? `if it inserts into ${displayName(operation.table, defaultSchema)}` : null;
    case 'alterColumn': {
      const { notNull, generated, identity, serial, default: value } = operation.changes;
      const made = [generated?.to, identity?.to, serial?.to, value?.to].some((each) => (each ?? null) !== null);
      const numbered = [identity?.from, serial?.from].some((each) => (each ?? null) !== null);
      const column = `${displayName(operation.table, defaultSchema)}.${operation.name}`;
      if (generated?.to || identity?.to?.generation === 'always') return `if it writes ${column}`;
      // What had numbers of its own takes no null, and is given none any more.
      return notNull?.to || (numbered && !made && notNull === undefined) ? `if it leaves ${column} empty` : null;
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

/** A column in whose place another one comes, of a type that may refuse what is written today. */
function otherType({ table, name, was }: OperationOf<'dropColumn'>, { columns, context }: PlanFacts): string | null {
  const place = columns.inPlaceOf(table, name);
  if (place === null || was === null || !mayRefuse(was.type, place.type)) return null;
  const column = `${displayName(table, context.defaultSchema)}.${name}`;
  return `if it writes to ${column} what does not fit into ${printTypeName(place.type, 'file', context.defaultSchema)}`;
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
function refusal(operation: Operation, facts: PlanFacts): string | null {
  const { columns } = facts;
  const { defaultSchema } = facts.context;
  const unique = uniqueKeyOf(operation);
  if (unique !== null && wasUnique(unique, facts)) return null;
  switch (operation.kind) {
    case 'alterColumn': {
      const { type } = operation.changes;
      if (type === undefined || columns.isMade(operation.table, operation.name)) return null;
      const column = `${displayName(operation.table, defaultSchema)}.${operation.name}`;
      const to = printTypeName(type.to, 'file', defaultSchema);
      return mayRefuse(type.from, type.to) ? `if it writes to ${column} what does not fit into ${to}` : null;
    }
    case 'createIndex':
    case 'createUniqueConstraint': {
      if (unique === null) return null;
      const named = unique.columns ?? [];
      if (named.length > 0 && named.every((column) => columns.isMade(operation.table, column))) return null;
      const predicate = operation.kind === 'createIndex' ? operation.index.predicate : null;
      const where = predicate === null ? '' : ` with ${predicate}`;
      const key =
        operation.kind === 'createIndex' && named.length === 0 ? `key of ${operation.index.name}` : named.join(', ');
      return `if it writes the same ${key} twice into ${displayName(operation.table, defaultSchema)}${where}`;
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

/** A view that is put back under its own name is gone for no longer than the transaction; a column of it that is not, is gone. */
function viewTrouble(
  { view, was }: Extract<Operation, { kind: 'dropView' }>,
  later: readonly PlannedOperation[],
  defaultSchema: string,
): string | null {
  const called = displayName(view, defaultSchema);
  const again = later.flatMap(({ operation }) =>
    operation.kind === 'createView' && nameKey(operation.view) === nameKey(view) ? [operation.view] : [],
  )[0];
  if (again === undefined) return `if it still reads ${called}`;
  const before = was?.columns ?? [];
  const gone = again.columns.length === 0 ? [] : before.filter((column) => !again.columns.includes(column));
  return gone.length === 0 ? null : `if it still reads ${gone.join(', ')} of ${called}`;
}
