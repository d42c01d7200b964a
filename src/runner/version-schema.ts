/**
 * Schemas as the runner makes and drops them. That of the version table is the runner's own: where a data source has a schema of its
 * own, the runner needs it before the first revision makes it, and still after the last downgrade dropped it, so that both statements
 * are left out. Of any other that a revision was to make and that was there already it keeps a note, so that no downgrade drops what no
 * revision made. Pure.
 */
import type { Operation } from '../operations/operation';
import { dropIfEmpty } from '../operations/schemas';
import type { Statement } from '../operations/statement';
import { statement } from '../operations/statements';
import { quoteBody, quoteIdentifier, quoteLiteral } from '../schema/quote';
import type { QualifiedName } from '../schema/types';
import { addLine, hasLine, removeLine } from './version-comment';

/** The statements of an operation, fitted to the version table where they make or drop a schema. */
export function withoutVersionSchema(
  operation: Operation,
  statements: readonly Statement[],
  table: QualifiedName,
): readonly Statement[] {
  if (operation.kind === 'createSchema') {
    const { name } = operation.namespace;
    return name === table.schema ? statements.slice(1) : [noteFound(name, table), ...statements];
  }
  if (operation.kind !== 'dropSchema') return statements;
  if (operation.name === table.schema) return [];
  return operation.ifEmpty === true ? [dropUnlessFound(operation.name, table)] : statements;
}

/** In one line, whatever the schema is called. */
function noteOf(name: string): string {
  return `stillhead found schema: ${JSON.stringify(name)}`;
}

function noteFound(name: string, table: QualifiedName): Statement {
  const there = `to_regnamespace(${quoteLiteral(quoteIdentifier(name))}) IS NOT NULL`;
  const unnoted = `NOT ${hasLine(table, noteOf(name))}`;
  return block(`IF ${there} AND ${unnoted} THEN\n    ${addLine(table, noteOf(name))}\n  END IF;`);
}

function dropUnlessFound(name: string, table: QualifiedName): Statement {
  const found = `IF ${hasLine(table, noteOf(name))} THEN\n    ${removeLine(table, noteOf(name))}`;
  return block(`${found}\n  ELSE\n  ${dropIfEmpty(name)}\n  END IF;`);
}

function block(body: string): Statement {
  return statement(`DO ${quoteBody(`\nBEGIN\n  ${body}\nEND\n`)}`);
}
