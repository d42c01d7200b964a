/** Comments: one operation for every kind of object that PostgreSQL can comment on. `null` is no comment. */
import { displayObject, objectName } from '../schema/names';
import type { ObjectKind, ObjectName } from '../schema/types';
import { CallError, nameToCall, type CallValue } from './call';
import { argument, callArgs, fieldsAt, inside, orNull, pairAt, textAt, type At } from './call-reader';
import { nameAt } from './call-values';
import { commentOn } from './comment-sql';
import { footprint } from './footprint';
import type { OperationSpec } from './spec';

/** How a kind of object is named in a call: `{ table: 'persons' }`, `{ schema: 'billing' }`, `{ column: ['persons', 'name'] }`. */
type NamedBy = 'qualified' | 'bare' | 'table';

const NAMED_BY: Readonly<Record<ObjectKind, NamedBy>> = {
  schema: 'bare',
  extension: 'bare',
  enum: 'qualified',
  sequence: 'qualified',
  table: 'qualified',
  column: 'table',
  primaryKey: 'table',
  unique: 'table',
  check: 'table',
  foreignKey: 'table',
  exclusion: 'table',
  index: 'table',
  view: 'qualified',
  materializedView: 'qualified',
  function: 'qualified',
  procedure: 'qualified',
  aggregate: 'qualified',
  trigger: 'table',
  policy: 'table',
  rule: 'table',
  domain: 'qualified',
  compositeType: 'qualified',
  rangeType: 'qualified',
  collation: 'qualified',
  operator: 'qualified',
  statistics: 'qualified',
  eventTrigger: 'bare',
  publication: 'bare',
  textSearch: 'qualified',
};

function objectToCall(object: ObjectName, defaultSchema: string): CallValue {
  switch (NAMED_BY[object.kind]) {
    case 'bare':
      return { [object.kind]: object.name };
    case 'qualified':
      return { [object.kind]: nameToCall(object, defaultSchema) };
    case 'table': {
      const table = { schema: object.schema, name: object.table ?? '' };
      return { [object.kind]: [nameToCall(table, defaultSchema), object.name] };
    }
  }
}

function isObjectKind(word: string): word is ObjectKind {
  return Object.hasOwn(NAMED_BY, word);
}

function objectAt(at: At, value: unknown): ObjectName {
  const fields = fieldsAt(at, value, Object.keys(NAMED_BY));
  const [kind, second] = Object.keys(fields).filter((key) => fields[key] !== undefined);
  if (kind === undefined || second !== undefined || !isObjectKind(kind)) {
    throw new CallError(at.verb, at.path, 'an object with one key, the kind of the object', value);
  }
  const place = inside(at, kind);
  switch (NAMED_BY[kind]) {
    case 'bare':
      return bareName(kind, textAt(place, fields[kind]));
    case 'qualified': {
      const { schema, name } = nameAt(place, fields[kind]);
      return objectName(kind, schema, name);
    }
    case 'table': {
      const inner: unknown = fields[kind];
      if (!Array.isArray(inner) || inner.length !== 2) throw new CallError(at.verb, place.path, '[table, name]', inner);
      const table = nameAt(place, inner[0]);
      return objectName(kind, table.schema, textAt(place, inner[1]), table.name);
    }
  }
}

/** A schema is its own schema; what else has a bare name belongs to the whole database. */
function bareName(kind: ObjectKind, name: string): ObjectName {
  return objectName(kind, kind === 'schema' ? name : '', name);
}

const KIND_WORDS: Partial<Readonly<Record<ObjectKind, string>>> = {
  primaryKey: 'primary key',
  unique: 'unique constraint',
  check: 'check constraint',
  foreignKey: 'foreign key',
  exclusion: 'exclusion constraint',
  materializedView: 'materialized view',
  compositeType: 'composite type',
  rangeType: 'range type',
  eventTrigger: 'event trigger',
  textSearch: 'text search object',
};

const setComment: OperationSpec<'setComment'> = {
  describe({ object, comment }, defaultSchema) {
    const verb = comment.from === null ? 'added' : comment.to === null ? 'removed' : 'changed';
    return `${verb} comment on ${KIND_WORDS[object.kind] ?? object.kind} '${displayObject(object, defaultSchema)}'`;
  },
  footprint: ({ object }) => footprint({ alters: [object] }),
  reverse: ({ object, comment }) => [{ kind: 'setComment', object, comment: { from: comment.to, to: comment.from } }],
  toStatements: ({ object, comment }) => [commentOn(object, comment.to)],
  toCall: ({ object, comment }, defaultSchema) => ({
    verb: 'setComment',
    args: [objectToCall(object, defaultSchema), { from: comment.from, to: comment.to }],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('setComment', args, ['object', 'comment'], defaultSchema);
    return {
      kind: 'setComment',
      object: argument(given, 0, objectAt),
      comment: argument(given, 1, pairAt(orNull(textAt))),
    };
  },
};

export const commentSpecs = { setComment };
