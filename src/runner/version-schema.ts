/**
 * Schemas and extensions as the runner makes and drops them. That of the version table is the runner's own: where a data source has a schema of its
 * own, the runner needs it before the first revision makes it, and still after the last downgrade dropped it, so that both statements
 * are left out. Of any other that a revision was to make and that was there already, and so of an extension, it keeps a note, so that no
 * downgrade drops what no revision made. Pure.
 */
import { dropIfUnused } from '../operations/extensions';
import type { Operation } from '../operations/operation';
import { lacksExtension } from '../operations/probes';
import { dropIfEmpty } from '../operations/schemas';
import type { Statement } from '../operations/statement';
import { statement } from '../operations/statements';
import { quoteBody, quoteIdentifier, quoteLiteral } from '../schema/quote';
import type { QualifiedName } from '../schema/types';
import { addLine, hasLine, removeLine } from './version-comment';

/** The statements of an operation, fitted to the version table where they make or drop a schema or an extension. */
export function withoutVersionSchema(
  operation: Operation,
  statements: readonly Statement[],
  table: QualifiedName,
): readonly Statement[] {
  if (operation.kind === 'createSchema') {
    const { name } = operation.namespace;
    const there = `to_regnamespace(${quoteLiteral(quoteIdentifier(name))}) IS NOT NULL`;
    return name === table.schema ? statements.slice(1) : [noteFound('schema', name, there, table), ...statements];
  }
  if (operation.kind === 'createExtension') {
    const { name } = operation.extension;
    return [noteFound('extension', name, `NOT (${lacksExtension(name)})`, table), ...statements];
  }
  if (operation.kind === 'dropExtension') {
    const { name, ifUnused } = operation;
    return ifUnused === true ? [dropUnlessFound(noteOf('extension', name), dropIfUnused(name), table)] : statements;
  }
  if (operation.kind !== 'dropSchema') return statements;
  if (operation.name === table.schema) return [];
  const { name, ifEmpty } = operation;
  return ifEmpty === true ? [dropUnlessFound(noteOf('schema', name), dropIfEmpty(name), table)] : statements;
}

/** In one line, whatever it is called. */
function noteOf(kind: 'schema' | 'extension', name: string): string {
  return `stillhead found ${kind}: ${JSON.stringify(name)}`;
}

/** `there`: a condition. */
function noteFound(kind: 'schema' | 'extension', name: string, there: string, table: QualifiedName): Statement {
  const note = noteOf(kind, name);
  return block(`IF ${there} AND NOT ${hasLine(table, note)} THEN\n    ${addLine(table, note)}\n  END IF;`);
}

function dropUnlessFound(note: string, drop: string, table: QualifiedName): Statement {
  return block(`IF ${hasLine(table, note)} THEN\n    ${removeLine(table, note)}\n  ELSE\n  ${drop}\n  END IF;`);
}

function block(body: string): Statement {
  return statement(`DO ${quoteBody(`\nBEGIN\n  ${body}\nEND\n`)}`);
}
