/** Carries out operations as a revision does, in segments, and does the open steps that a person would do. */
import type { Operation } from '../../../src/operations/operation';
import { toSegments } from '../../../src/operations/segments';
import { toStatements } from '../../../src/operations/specs';
import type { Statement } from '../../../src/operations/statement';
import { nameKey } from '../../../src/schema/names';
import { quoteIdentifier, quoteName } from '../../../src/schema/quote';
import type { DatabaseSchema, EnumType, QualifiedName } from '../../../src/schema/types';
import type { TestDatabase } from '../database';
import { emptyTables, valueOf } from './rows';

/** Where a pair failed, and what was to be done. */
export class PairFailure extends Error {
  constructor(
    readonly stage: string,
    readonly operations: readonly Operation[],
    cause: unknown,
  ) {
    super(`${stage}: ${cause instanceof Error ? cause.message : JSON.stringify(cause, null, 1)}`);
  }
}

/** `refused`: with which SQLSTATE the rows were refused by what was to be done; they are gone since. */
export interface Rows {
  refused: string | null;
}

interface Doing {
  readonly database: TestDatabase;
  readonly major: number;
  /** One statement after the other, so that it can be told which one failed. */
  readonly alone: boolean;
  readonly stage: string;
  readonly rows: Rows;
  readonly namespaces: ReadonlySet<string>;
}

/** @throws PairFailure */
export async function perform(
  operations: readonly Operation[],
  { from, to: target }: { readonly from: DatabaseSchema; readonly to: DatabaseSchema },
  doing: Doing,
): Promise<void> {
  const context = { major: doing.major, defaultSchema: 'public' };
  const statements = operations.flatMap((operation, index): readonly Statement[] => {
    if (operation.kind !== 'todo') return toStatements(operation, context);
    // The other kind asks how values are converted: the step behind it tries their text.
    const fill = !operation.text.startsWith('fill ')
      ? null
      : fillOf(operations.slice(index + 1), operation.table, target, [...target.enums, ...from.enums]);
    if (fill === null) return [];
    return toStatements({ kind: 'execute', sql: FILLED + fill, transaction: 'inside' }, context);
  });
  for (const { mode, statements: own } of toSegments(statements)) {
    const all = own.map(({ sql }) => sql);
    await runSegment(mode === 'outside' ? all : ['BEGIN', ...all, 'COMMIT'], operations, {
      ...doing,
      alone: doing.alone || mode === 'outside',
    });
  }
}

/** What a person does about rows; where there are none, there is nothing to do. */
const FILLED = '/* filled */ SET CONSTRAINTS ALL IMMEDIATE; ';

async function runSegment(segment: readonly string[], operations: readonly Operation[], doing: Doing): Promise<void> {
  const { database, rows, stage, alone } = doing;
  const all = rows.refused === null ? segment : segment.filter((sql) => !sql.startsWith(FILLED));
  for (const sql of alone ? all : [all.join(';\n')]) {
    try {
      await database.query(sql);
    } catch (error) {
      await database.query('ROLLBACK');
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      // Integrity violated, or a value that does not fit: the rows are not such as the new schema can hold.
      // PostgreSQL calls a text that is no tsvector a syntax error.
      const refused = /^2[23]/.test(code) || (error instanceof Error && error.message.includes('in tsvector'));
      if (rows.refused !== null || !refused) {
        throw new PairFailure(alone ? `${stage}, at ${sql}` : stage, operations, error);
      }
      rows.refused = code;
      await database.query(emptyTables(doing.namespaces));
      return runSegment(segment, operations, doing);
    }
  }
}

/** What a person fills a column with that must not be empty: the next step that needs it says which. */
function fillOf(
  next: readonly Operation[],
  table: QualifiedName | null,
  target: DatabaseSchema,
  enums: readonly EnumType[],
): string | null {
  const altered = next.find((each) => each.kind === 'alterColumn' && table !== null && sameName(each.table, table));
  if (altered?.kind !== 'alterColumn' || altered.changes.notNull?.to !== true) return null;
  const column = target.tables
    .find((each) => nameKey(each) === nameKey(altered.table))
    ?.columns.find(({ name }) => name === altered.name);
  if (column === undefined) return null;
  const name = quoteIdentifier(column.name);
  return `UPDATE ${quoteName(altered.table)} SET ${name} = ${valueOf(altered.changes.type?.from ?? column.type, enums, 0)} WHERE ${name} IS NULL`;
}

function sameName(one: QualifiedName, other: QualifiedName): boolean {
  return nameKey(one) === nameKey(other);
}
