/** Finds what the rows that are there may refuse: the statement then fails, and its segment is taken back. */
import type { Operation } from '../../operations/operation';
import { displayName } from '../../schema/names';
import { printTypeName } from '../../schema/type-name';
import type { PlanFacts, Rule } from '../finding';
import { mayRefuse } from '../narrowing';
import { isPutBack, uniqueKeyOf, wasUnique } from '../put-back';

export const rule: Rule = {
  id: 'may-fail',
  effect: 'mayFail',
  about:
    'Rows that are there already may not fit: a narrower type, a new unique or primary key, check, exclusion or foreign key.',
  check({ operation }, facts) {
    if (!('table' in operation) || operation.table === null || facts.isNew(operation.table)) return [];
    if (isPutBack(operation, facts)) return [];
    const detail = risk(operation, facts);
    return detail === null
      ? []
      : [{ subject: displayName(operation.table, facts.context.defaultSchema), detail, duration: null }];
  },
};

function risk(operation: Operation, facts: PlanFacts): string | null {
  if (operation.kind === 'alterColumn') return narrower(operation, facts);
  const named = keyOf(operation);
  if (named === null) return null;
  const { table, words, columns } = named;
  // What the plan itself has just added holds nothing that could clash.
  const fresh = columns.length > 0 && columns.every((column) => facts.columns.isMade(table, column));
  const unique = uniqueKeyOf(operation);
  return fresh || (unique !== null && wasUnique(unique, facts)) ? null : words;
}

function narrower(
  { table, name, changes }: Extract<Operation, { kind: 'alterColumn' }>,
  facts: PlanFacts,
): string | null {
  const { type } = changes;
  if (type === undefined || facts.columns.isMade(table, name) || !mayRefuse(type.from, type.to)) return null;
  const { defaultSchema } = facts.context;
  const [from, to] = [type.from, type.to].map((each) => printTypeName(each, 'file', defaultSchema));
  return `a value of ${name} does not fit into ${to ?? ''}, from ${from ?? ''}`;
}

interface Key {
  readonly table: Extract<Operation, { kind: 'createPrimaryKey' }>['table'];
  readonly words: string;
  /** Of which it speaks; none where they are not known. */
  readonly columns: readonly string[];
}

function keyOf(operation: Operation): Key | null {
  switch (operation.kind) {
    case 'createPrimaryKey':
    case 'createUniqueConstraint': {
      const { columns } = operation.constraint;
      return { table: operation.table, words: `two rows have the same ${columns.join(', ')}`, columns };
    }
    case 'createIndex': {
      if (!operation.index.unique) return null;
      const columns = operation.index.keys.flatMap(({ column }) => (column === null ? [] : [column]));
      const same = columns.length === 0 ? `key of ${operation.index.name}` : columns.join(', ');
      const rows = operation.index.predicate === null ? 'two rows' : `two rows with ${operation.index.predicate}`;
      return { table: operation.table, words: `${rows} have the same ${same}`, columns };
    }
    case 'createCheckConstraint': {
      const { name, validated } = operation.constraint;
      return !validated ? null : { table: operation.table, words: `a row breaks the check ${name}`, columns: [] };
    }
    case 'createExclusionConstraint':
      return {
        table: operation.table,
        words: `two rows exclude each other by ${operation.constraint.name}`,
        columns: [],
      };
    case 'createForeignKey': {
      const { columns, validated } = operation.constraint;
      const words = `a row's ${columns.join(', ')} points at nothing`;
      return !validated ? null : { table: operation.table, words, columns };
    }
    default:
      return null;
  }
}
