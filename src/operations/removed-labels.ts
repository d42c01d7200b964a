/**
 * Labels that a swapped enum no longer has: which rows hold them, as a question to the server and as a statement that refuses to go on.
 * What such a row becomes only a person knows: it says so in `mapping`. Pure.
 */
import { displayName } from '../schema/names';
import { quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import { refuseWhen } from './guards';
import type { EnumUser, OperationOf } from './operation';
import { hasColumn } from './probes';

type Replacement = OperationOf<'replaceEnum'>;

/** Labels that go and of which nobody said what they become. */
export function unmappedLabels({ labels, mapping }: Pick<Replacement, 'labels' | 'mapping'>): readonly string[] {
  return labels.from.filter((label) => !labels.to.includes(label) && !Object.hasOwn(mapping, label));
}

/** `mapping: { silver: 'basic' }`, with the labels that go and, as an example, the first of those that stay. */
export function mappingExample(gone: readonly string[], { to }: Replacement['labels']): string {
  const text = (label: string): string => `'${label.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const key = (label: string): string => (/^[A-Za-z_$][\w$]*$/.test(label) ? label : text(label));
  return `mapping: { ${gone.map((label) => `${key(label)}: ${text(to[0] ?? '…')}`).join(', ')} }`;
}

/** What is asked of one column of the type. */
export interface LabelQuestion {
  readonly user: EnumUser;
  /** As people name it: `accounts.tier`. */
  readonly column: string;
  /** One row with a boolean `exists`: whether the column is there. */
  readonly there: string;
  /** Rows of `label` and `rows`, the count as text, for the labels that rows hold. */
  readonly held: string;
}

/** One question for each column; none where every label that goes is mapped. */
export function labelQuestions(operation: Replacement, defaultSchema: string): readonly LabelQuestion[] {
  const gone = unmappedLabels(operation);
  if (gone.length === 0) return [];
  return operation.users.map((user) => ({
    user,
    column: `${displayName(user.table, defaultSchema)}.${user.column}`,
    there: hasColumn(user.table, user.column),
    held: `SELECT g.label, count(*)::text AS rows FROM ${holders(user, gone)} GROUP BY g.label ORDER BY g.label`,
  }));
}

/**
 * For a script, which asks nobody: refuses to go on while rows hold such a label.
 * A column that is not there yet is passed over: plpgsql reads a condition only when it comes to it.
 */
export function refuseHeldLabels(operation: Replacement, defaultSchema: string): readonly string[] {
  const gone = unmappedLabels(operation);
  return labelQuestions(operation, defaultSchema).map(({ user, column, there }) => {
    const labels = gone.map(quoteLiteral).join(', ');
    const refusal = {
      message: `rows of ${column} hold labels that go: ${labels}`,
      hint: `say what they become, in op.replaceEnum: ${mappingExample(gone, operation.labels)}`,
    };
    return refuseWhen(`EXISTS (SELECT FROM ${holders(user, gone)})`, refusal, {}, `(${there})`).sql;
  });
}

function holders({ table, column, array }: EnumUser, gone: readonly string[]): string {
  const value = quoteIdentifier(column);
  const holds = array ? `g.label = ANY (t.${value}::text[])` : `t.${value}::text = g.label`;
  return `${quoteName(table)} t JOIN unnest(ARRAY[${gone.map(quoteLiteral).join(', ')}]) g(label) ON ${holds}`;
}
