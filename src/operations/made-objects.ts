/**
 * What no entity declares and that comes and goes by the statement that makes it: domains, composite and range types, collations,
 * extended statistics. Its SQL is never read: what it stands on is told by the catalog, through whoever makes the operation.
 */
import { displayName, objectName } from '../schema/names';
import { quoteIdentifier, quoteName } from '../schema/quote';
import type { Domain, MadeObject, ObjectName, QualifiedName } from '../schema/types';
import { nameToCall, Sql, type CallValue } from './call';
import {
  argument,
  callArgs,
  field,
  fieldOr,
  fieldsAt,
  flagAt,
  listAt,
  orNull,
  sqlAt,
  textAt,
  wordAt,
  type At,
} from './call-reader';
import { given, nameAt, unlessEmpty, whenTrue } from './call-values';
import { commentOn } from './comment-sql';
import { footprint, schemaObject } from './footprint';
import { lockFacts, mergeFacts } from './locks';
import type { MadeKind, MadeName } from './operation';
import { asPrinted } from './printed-sql';
import type { OperationSpec } from './spec';
import type { Statement } from './statement';
import { statement } from './statements';

/** As people call each kind, and as DROP does. */
const WORDS: Readonly<Record<MadeKind, { readonly words: string; readonly drop: string }>> = {
  domain: { words: 'domain', drop: 'DOMAIN' },
  compositeType: { words: 'composite type', drop: 'TYPE' },
  rangeType: { words: 'range type', drop: 'TYPE' },
  collation: { words: 'collation', drop: 'COLLATION' },
  statistics: { words: 'statistics', drop: 'STATISTICS' },
};

/** Whether operations make objects of this kind. */
export function isMadeKind(kind: string): kind is MadeKind {
  return Object.hasOwn(WORDS, kind);
}

export function madeName(kind: MadeKind, { schema, name }: QualifiedName): MadeName {
  return { kind, schema, name, table: null };
}

function madeWords(object: MadeName, defaultSchema: string): string {
  return `${WORDS[object.kind].words} '${displayName(object, defaultSchema)}'`;
}

/** `{ domain: 'email' }`. */
function madeNameToCall(object: MadeName, defaultSchema: string): CallValue {
  return { [object.kind]: nameToCall(object, defaultSchema) };
}

function madeNameAt(at: At, value: unknown): MadeName {
  const kinds = Object.keys(WORDS);
  const fields = fieldsAt(at, value, kinds);
  const [kind, ...others] = kinds.filter((each) => fields[each] !== undefined);
  const checked = wordAt<MadeKind>(Object.keys(WORDS).filter(isMadeKind))(at, others.length === 0 ? kind : value);
  return madeName(checked, field(at, fields, checked, nameAt));
}

function domainToCall({ base, notNull, default: value, checks }: Domain): CallValue {
  return given({
    base: new Sql(base),
    notNull: whenTrue(notNull),
    default: value === null ? undefined : new Sql(value),
    checks: unlessEmpty(checks.map(({ name, definition }) => ({ name, definition: new Sql(definition) }))),
  });
}

function domainAt(at: At, value: unknown): Domain {
  const fields = fieldsAt(at, value, ['base', 'notNull', 'default', 'checks']);
  return {
    base: field(at, fields, 'base', sqlAt),
    notNull: fieldOr(at, fields, 'notNull', flagAt, false),
    default: fieldOr(at, fields, 'default', sqlAt, null),
    checks: fieldOr(at, fields, 'checks', listAt(checkAt), []),
  };
}

/** A check of a domain, as calls write it. */
export function checkAt(at: At, value: unknown): Domain['checks'][number] {
  const fields = fieldsAt(at, value, ['name', 'definition']);
  return { name: field(at, fields, 'name', textAt), definition: field(at, fields, 'definition', sqlAt) };
}

function madeToCall({ create, comment, domain }: MadeObject): CallValue {
  return given({
    as: new Sql(create),
    comment: comment ?? undefined,
    domain: domain === undefined ? undefined : domainToCall(domain),
  });
}

function madeAt(at: At, value: unknown): MadeObject {
  const fields = fieldsAt(at, value, ['as', 'comment', 'domain']);
  const domain = fieldOr(at, fields, 'domain', domainAt, undefined);
  return {
    create: field(at, fields, 'as', sqlAt),
    comment: fieldOr(at, fields, 'comment', orNull(textAt), null),
    ...(domain === undefined ? {} : { domain }),
  };
}

/** Extended statistics stand on the columns of a table. */
function onTables(needs: readonly ObjectName[]): Partial<Statement> {
  return mergeFacts(
    needs.flatMap(({ schema, table }) =>
      table === null ? [] : [lockFacts('createStatistics', { relation: { schema, name: table } })],
    ),
  );
}

/** CREATE DOMAIN takes no check that is not valid; such a one is added to it. */
function lateChecks(object: MadeName, { domain }: MadeObject): readonly Statement[] {
  const late = (domain?.checks ?? []).filter(({ definition }) => definition.endsWith(' NOT VALID'));
  return late.map(({ name, definition }) =>
    statement(`ALTER DOMAIN ${quoteName(object)} ADD CONSTRAINT ${quoteIdentifier(name)} ${asPrinted(definition)}`),
  );
}

const createObject: OperationSpec<'createObject'> = {
  describe: ({ object }, defaultSchema) => `added ${madeWords(object, defaultSchema)}`,
  footprint: ({ object, needs }) =>
    footprint({ creates: [nameOf(object)], needs: [schemaObject(object.schema), ...needs] }),
  reverse: ({ object, made, needs }) => [{ kind: 'dropObject', object, was: made, frees: needs }],
  toStatements: ({ object, made, needs }) => [
    statement(asPrinted(made.create), object.kind === 'statistics' ? onTables(needs) : {}),
    ...lateChecks(object, made),
    ...(made.comment === null ? [] : [commentOn(nameOf(object), made.comment)]),
  ],
  toCall: ({ object, made }, defaultSchema) => ({
    verb: 'createObject',
    args: [madeNameToCall(object, defaultSchema), madeToCall(made)],
  }),
  fromCall(args, defaultSchema) {
    const list = callArgs('createObject', args, ['object', 'definition'], defaultSchema);
    return { kind: 'createObject', object: argument(list, 0, madeNameAt), made: argument(list, 1, madeAt), needs: [] };
  },
};

const dropObject: OperationSpec<'dropObject'> = {
  describe: ({ object }, defaultSchema) => `removed ${madeWords(object, defaultSchema)}`,
  footprint: ({ object, frees }) => footprint({ drops: [nameOf(object)], frees }),
  reverse: ({ object, was, frees }) =>
    was === null ? null : [{ kind: 'createObject', object, made: was, needs: frees }],
  toStatements: ({ object, frees }) => [
    statement(
      `DROP ${WORDS[object.kind].drop} ${quoteName(object)}`,
      object.kind === 'statistics' ? onTables(frees) : {},
    ),
  ],
  toCall: ({ object }, defaultSchema) => ({ verb: 'dropObject', args: [madeNameToCall(object, defaultSchema)] }),
  fromCall(args, defaultSchema) {
    const list = callArgs('dropObject', args, ['object'], defaultSchema);
    return { kind: 'dropObject', object: argument(list, 0, madeNameAt), was: null, frees: [] };
  },
};

function nameOf({ kind, schema, name }: MadeName): ObjectName {
  return objectName(kind, schema, name);
}

export const madeObjectSpecs = { createObject, dropObject };
