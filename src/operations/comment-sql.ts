/** COMMENT ON, for every kind of object that PostgreSQL can comment on. */
import { NotCompilableError } from '../errors/operations';
import { quoteIdentifier, quoteLiteral, quoteName } from '../schema/quote';
import type { ObjectKind, ObjectName } from '../schema/types';
import { lockFacts } from './locks';
import type { Statement } from './statement';
import { statement } from './statements';

/** How the manual (COMMENT) names each kind: by its own qualified name, by a bare one, or by a name on a table. */
type Address = { readonly words: string; readonly by: 'name' | 'bare' | 'table' | 'column' | 'signature' | 'nothing' };

const ADDRESSES: Readonly<Record<ObjectKind, Address>> = {
  schema: { words: 'SCHEMA', by: 'bare' },
  extension: { words: 'EXTENSION', by: 'bare' },
  enum: { words: 'TYPE', by: 'name' },
  sequence: { words: 'SEQUENCE', by: 'name' },
  table: { words: 'TABLE', by: 'name' },
  column: { words: 'COLUMN', by: 'column' },
  primaryKey: { words: 'CONSTRAINT', by: 'table' },
  unique: { words: 'CONSTRAINT', by: 'table' },
  check: { words: 'CONSTRAINT', by: 'table' },
  foreignKey: { words: 'CONSTRAINT', by: 'table' },
  exclusion: { words: 'CONSTRAINT', by: 'table' },
  index: { words: 'INDEX', by: 'name' },
  view: { words: 'VIEW', by: 'name' },
  materializedView: { words: 'MATERIALIZED VIEW', by: 'name' },
  function: { words: 'FUNCTION', by: 'signature' },
  procedure: { words: 'PROCEDURE', by: 'signature' },
  aggregate: { words: 'AGGREGATE', by: 'signature' },
  trigger: { words: 'TRIGGER', by: 'table' },
  policy: { words: 'POLICY', by: 'table' },
  rule: { words: 'RULE', by: 'table' },
  domain: { words: 'DOMAIN', by: 'name' },
  compositeType: { words: 'TYPE', by: 'name' },
  rangeType: { words: 'TYPE', by: 'name' },
  collation: { words: 'COLLATION', by: 'name' },
  operator: { words: 'OPERATOR', by: 'nothing' },
  statistics: { words: 'STATISTICS', by: 'name' },
  eventTrigger: { words: 'EVENT TRIGGER', by: 'bare' },
  publication: { words: 'PUBLICATION', by: 'bare' },
  textSearch: { words: 'TEXT SEARCH', by: 'nothing' },
};

/** The statement that sets or, with `null`, removes a comment. @throws NotCompilableError where a name alone does not say which object. */
export function commentOn(object: ObjectName, comment: string | null): Statement {
  const { words, by } = ADDRESSES[object.kind];
  const text = comment === null ? 'NULL' : quoteLiteral(comment);
  return statement(`COMMENT ON ${words} ${addressOf(object, by)} IS ${text}`, commentLocks(object));
}

function addressOf(object: ObjectName, by: Address['by']): string {
  const table = { schema: object.schema, name: object.table ?? '' };
  switch (by) {
    case 'bare':
      return quoteIdentifier(object.name);
    case 'name':
      return quoteName(object);
    case 'column':
      return `${quoteName(table)}.${quoteIdentifier(object.name)}`;
    case 'table':
      return `${quoteIdentifier(object.name)} ON ${quoteName(table)}`;
    case 'signature':
      return signature(object);
    case 'nothing':
      throw new NotCompilableError(
        `a comment on the ${object.kind} '${object.name}'`,
        {},
        'write it by hand: op.execute(`COMMENT ON …`)',
      );
  }
}

/** `touch(integer, text)`: the name is quoted, the types are left as PostgreSQL printed them. Without parentheses the name must be unique. */
function signature(object: ObjectName): string {
  const split = /^(.*?)(\(.*\))?$/s.exec(object.name);
  return quoteName({ schema: object.schema, name: split?.[1] ?? object.name }) + (split?.[2] ?? '');
}

function commentLocks(object: ObjectName): Partial<Statement> {
  if (object.table !== null && object.kind !== 'index') {
    const fact = object.kind === 'column' ? 'comment' : 'commentInTable';
    return lockFacts(fact, { relation: { schema: object.schema, name: object.table } });
  }
  const isRelation = ['table', 'view', 'materializedView', 'index', 'sequence'].includes(object.kind);
  return isRelation ? lockFacts('comment', { relation: object }) : {};
}
