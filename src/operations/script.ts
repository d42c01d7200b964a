/**
 * Operations as one SQL script that `psql` runs as it stands: one transaction, or several where PostgreSQL wants a commit in between.
 * It records nothing and asks for no version table (`runner/script-text.ts` does). Pure.
 */
import { quoteIdentifier } from '../schema/quote';
import type { Operation } from './operation';
import { toSegments, type Segment } from './segments';
import { toStatements } from './specs';
import type { Statement, StatementContext } from './statement';

export interface ScriptHead {
  /** Remarks for the top of the script. */
  readonly remarks: readonly string[];
  /** How long a statement may wait for its lock, in milliseconds. */
  readonly lockTimeoutMs: number;
}

/** The script, ended by a line break; where there is nothing to do, remarks alone. */
export function scriptOf(operations: readonly Operation[], context: StatementContext, head: ScriptHead): string {
  const remarks = head.remarks.map(remark);
  const remarksOf = new Map<Statement, string>();
  const statements = operations.flatMap((operation) => {
    const own = toStatements(operation, context);
    const [first] = own;
    if (operation.kind === 'todo' && first !== undefined) {
      const suggestion = operation.suggestion === null ? '' : `\n${operation.suggestion}`;
      remarksOf.set(first, remark(`OPEN STEP: ${operation.text}${suggestion}`));
    }
    return own;
  });
  const segments = toSegments(statements);
  // What follows a failed transaction must not run: nothing but psql itself can see to that.
  const stop = segments.length > 1 ? ['\\set ON_ERROR_STOP on'] : [];
  const text = segments.map((segment) => segmentText(segment, remarksOf, context, head));
  return `${[[...remarks, ...stop].join('\n'), ...text].filter((part) => part !== '').join('\n\n')}\n`;
}

function segmentText(
  { mode, statements }: Segment,
  remarksOf: ReadonlyMap<Statement, string>,
  { defaultSchema }: StatementContext,
  { lockTimeoutMs }: ScriptHead,
): string {
  const path = [...new Set([defaultSchema, 'public'])].map(quoteIdentifier).join(', ');
  const lines = statements.flatMap((statement) => [
    ...(remarksOf.has(statement) ? [remarksOf.get(statement) ?? ''] : []),
    terminated(statement.sql),
  ]);
  if (mode === 'outside') return [`SET search_path TO ${path};`, ...lines, 'RESET search_path;'].join('\n');
  return [
    'BEGIN;',
    `SET LOCAL search_path TO ${path};`,
    'SET LOCAL standard_conforming_strings TO on;',
    `SET LOCAL lock_timeout TO ${lockTimeoutMs};`,
    ...lines,
    'COMMIT;',
  ].join('\n');
}

/** A text as comments of a script, a line each. For PostgreSQL a comment ends at a carriage return, too. */
export function remark(text: string): string {
  return text
    .split(/\r\n|[\r\n]/)
    .map((line) => `-- ${line}`.trimEnd())
    .join('\n');
}

/** A statement with its semicolon: behind a comment it would belong to the comment. */
export function terminated(sql: string): string {
  const trimmed = sql.trimEnd();
  if (trimmed.endsWith(';')) return trimmed;
  return trimmed.slice(trimmed.lastIndexOf('\n') + 1).includes('--') ? `${trimmed}\n;` : `${trimmed};`;
}
