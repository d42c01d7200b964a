/** Finds what deletes values for good: a way back restores the shape, never the values. */
import type { Operation, OperationOf } from '../../operations/operation';
import { unmappedLabels } from '../../operations/removed-labels';
import { displayName } from '../../schema/names';
import { printTypeName } from '../../schema/type-name';
import type { TypeName } from '../../schema/types';
import type { Rule } from '../finding';

const SHAPE_ONLY = 'the downgrade brings back the shape, not the values';

export const rule: Rule = {
  id: 'loses-data',
  effect: 'losesData',
  about:
    'A table or column is dropped, values are cut or rounded by a type change, or an enum label is taken from its rows.',
  check({ operation }, { context, isNew }) {
    if ('table' in operation && operation.table !== null && 'schema' in operation.table && isNew(operation.table))
      return [];
    const found = loss(operation, context.defaultSchema);
    return found === null ? [] : [{ ...found, duration: null }];
  },
};

interface Loss {
  readonly subject: string;
  readonly detail: string;
  readonly detailOneWay?: string;
}

function loss(operation: Operation, defaultSchema: string): Loss | null {
  switch (operation.kind) {
    case 'dropTable':
      return {
        subject: displayName(operation.table, defaultSchema),
        detail: `all its rows; ${SHAPE_ONLY}`,
        detailOneWay: 'all its rows',
      };
    case 'dropColumn':
      if (operation.was?.generated) return null;
      return {
        subject: `${displayName(operation.table, defaultSchema)}.${operation.name}`,
        detail: 'the downgrade brings back the column, not its values',
        detailOneWay: 'its values',
      };
    case 'dropSequence':
      return { subject: displayName(operation.sequence, defaultSchema), detail: 'its position' };
    case 'alterColumn': {
      const subject = `${displayName(operation.table, defaultSchema)}.${operation.name}`;
      const { type, generated } = operation.changes;
      if (generated?.to) return { subject, detail: 'its values are replaced by the generated ones' };
      const detail = type ? narrowing(type.from, type.to, defaultSchema) : null;
      return detail === null ? null : { subject, detail };
    }
    case 'replaceEnum': {
      const detail = lostLabels(operation);
      return detail === null ? null : { subject: displayName(operation.enum, defaultSchema), detail };
    }
    default:
      return null;
  }
}

/** Of a label that nobody maps no row may be left: it stays a loss, as which rows held it is not known afterwards. */
function lostLabels(operation: OperationOf<'replaceEnum'>): string | null {
  const mapped = Object.entries(operation.mapping).map(([from, to]) => `'${from}' becomes '${to}'`);
  const gone = operation.users.length === 0 ? [] : unmappedLabels(operation);
  const taken =
    gone.length === 0
      ? []
      : [
          `${gone.map((label) => `'${label}'`).join(', ')} ${gone.length === 1 ? 'is' : 'are'} taken from ${gone.length === 1 ? 'its' : 'their'} rows`,
        ];
  const parts = [...mapped, ...taken];
  return parts.length === 0 ? null : `${parts.join(', ')}; the way back does not know which rows these were`;
}

/** Types whose values another type holds only in part: reading back does not give the old value. */
const INEXACT: Readonly<Record<string, readonly string[]>> = {
  'double precision': ['real', 'integer', 'bigint', 'smallint'],
  real: ['integer', 'bigint', 'smallint'],
  numeric: ['integer', 'bigint', 'smallint', 'real', 'double precision'],
  'timestamp with time zone': ['date', 'time without time zone'],
  'timestamp without time zone': ['date', 'time without time zone'],
  json: ['jsonb'],
};

function narrowing(from: TypeName, to: TypeName, defaultSchema: string): string | null {
  const change = `${printTypeName(from, 'file', defaultSchema)} → ${printTypeName(to, 'file', defaultSchema)}`;
  if (from.dimensions > 0 && to.dimensions === 0) return `${change} keeps the first element only`;
  if (INEXACT[from.name]?.includes(to.name)) {
    return from.name === 'json' ? `${change} drops the order of keys and repeated keys` : `${change} rounds or cuts`;
  }
  if (from.name !== to.name) return null;
  const scale = (type: TypeName): number => Number(type.modifiers[1] ?? (type.modifiers.length === 0 ? Infinity : 0));
  if (from.name === 'numeric' && scale(to) < scale(from)) return `${change} rounds`;
  const precision = (type: TypeName): number => Number(type.modifiers[0] ?? 6);
  if (/^(timestamp|time) /.test(from.name) && precision(to) < precision(from)) return `${change} rounds`;
  return null;
}
