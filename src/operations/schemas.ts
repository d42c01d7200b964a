/** Schemas: created, dropped and renamed. Never with CASCADE: what is inside has operations of its own. */
import { quoteBody, quoteIdentifier, quoteLiteral } from '../schema/quote';
import type { Namespace } from '../schema/types';
import { argument, callArgs, fieldOr, fieldsAt, flagAt, orNull, textAt, type At } from './call-reader';
import { commentOn } from './comment-sql';
import { footprint, schemaObject } from './footprint';
import type { OperationSpec } from './spec';
import { statement } from './statements';

function commentAt(at: At, value: unknown): string | null {
  return value === undefined ? null : fieldOr(at, fieldsAt(at, value, ['comment']), 'comment', orNull(textAt), null);
}

const createSchema: OperationSpec<'createSchema'> = {
  describe: ({ namespace }) => `added schema '${namespace.name}'`,
  footprint: ({ namespace }) => footprint({ creates: [schemaObject(namespace.name)] }),
  reverse: ({ namespace }) => [{ kind: 'dropSchema', name: namespace.name, was: namespace }],
  toStatements({ namespace }) {
    const create = statement(`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(namespace.name)}`);
    if (namespace.comment === null) return [create];
    return [create, commentOn(schemaObject(namespace.name), namespace.comment)];
  },
  toCall: ({ namespace }) => ({
    verb: 'createSchema',
    args: [namespace.name, ...(namespace.comment === null ? [] : [{ comment: namespace.comment }])],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('createSchema', args, ['name', 'options'], defaultSchema, 1);
    const namespace: Namespace = { name: argument(given, 0, textAt), comment: argument(given, 1, commentAt) };
    return { kind: 'createSchema', namespace };
  },
};

function ifEmptyAt(at: At, value: unknown): boolean {
  return value === undefined ? false : fieldOr(at, fieldsAt(at, value, ['ifEmpty']), 'ifEmpty', flagAt, false);
}

/** A statement for the body of a block. Without CASCADE PostgreSQL itself refuses to drop what holds something. */
export function dropIfEmpty(name: string): string {
  const kept = quoteLiteral(`schema ${quoteIdentifier(name)} is kept: it is not empty, or another role's`);
  return `BEGIN
    DROP SCHEMA ${quoteIdentifier(name)};
  EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
    RAISE NOTICE USING MESSAGE = ${kept};
  END;`;
}

const dropSchema: OperationSpec<'dropSchema'> = {
  describe: ({ name, ifEmpty }) => `removed schema '${name}'${ifEmpty ? ', if it is empty' : ''}`,
  footprint: ({ name }) => footprint({ drops: [schemaObject(name)] }),
  reverse: ({ was }) => (was === null ? null : [{ kind: 'createSchema', namespace: was }]),
  toStatements: ({ name, ifEmpty }) => [
    statement(
      ifEmpty ? `DO ${quoteBody(`\nBEGIN\n  ${dropIfEmpty(name)}\nEND\n`)}` : `DROP SCHEMA ${quoteIdentifier(name)}`,
    ),
  ],
  toCall: ({ name, ifEmpty }) => ({ verb: 'dropSchema', args: [name, ...(ifEmpty ? [{ ifEmpty: true }] : [])] }),
  fromCall(args, defaultSchema) {
    const given = callArgs('dropSchema', args, ['name', 'options'], defaultSchema, 1);
    const ifEmpty = argument(given, 1, ifEmptyAt);
    return { kind: 'dropSchema', name: argument(given, 0, textAt), was: null, ...(ifEmpty ? { ifEmpty } : {}) };
  },
};

const renameSchema: OperationSpec<'renameSchema'> = {
  describe: ({ name, to }) => `renamed schema '${name}' → '${to}'`,
  footprint: ({ name, to }) => footprint({ drops: [schemaObject(name)], creates: [schemaObject(to)] }),
  reverse: ({ name, to }) => [{ kind: 'renameSchema', name: to, to: name }],
  toStatements: ({ name, to }) => [statement(`ALTER SCHEMA ${quoteIdentifier(name)} RENAME TO ${quoteIdentifier(to)}`)],
  toCall: ({ name, to }) => ({ verb: 'renameSchema', args: [name, to] }),
  fromCall(args, defaultSchema) {
    const given = callArgs('renameSchema', args, ['name', 'to'], defaultSchema);
    return { kind: 'renameSchema', name: argument(given, 0, textAt), to: argument(given, 1, textAt) };
  },
};

export const schemaSpecs = { createSchema, dropSchema, renameSchema };
