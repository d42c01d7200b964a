/** Indexes that no constraint owns: created and dropped, concurrently or not, and renamed. */
import { quoteIdentifier, quoteList, quoteName } from '../schema/quote';
import type { Index, IndexKey, ObjectName, QualifiedName } from '../schema/types';
import { nameToCall } from './call';
import { indexAt, indexToCall, usualNulls } from './call-indexes';
import { argument, callArgs, fieldOr, fieldsAt, flagAt, textAt } from './call-reader';
import { nameAt } from './call-values';
import { commentOn } from './comment-sql';
import { nullsNotDistinct } from './constraint-sql';
import { columnObjects, expressionColumns, footprint, indexObject, keysOfIndex, tableObject } from './footprint';
import { lockFacts } from './locks';
import { indexIsValid, relationIsGone } from './probes';
import { asPrinted } from './printed-sql';
import type { OperationSpec } from './spec';
import type { Statement, StatementContext } from './statement';
import { statement } from './statements';
import { storageClause } from './storage-sql';
import { columnWords, keyWords, tableWords } from './wording';

/** `CREATE INDEX "IDX" ON "public"."t" (…)`, without its comment. */
function indexDefinition(table: QualifiedName, index: Index, concurrently: boolean, context: StatementContext): string {
  return [
    index.unique ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX',
    ...(concurrently ? ['CONCURRENTLY'] : []),
    quoteIdentifier(index.name),
    `ON ${quoteName(table)}`,
    ...(index.method === 'btree' ? [] : [`USING ${quoteIdentifier(index.method)}`]),
    `(${index.keys.map(keyText).join(', ')})`,
    ...(index.include.length === 0 ? [] : [`INCLUDE (${quoteList(index.include)})`]),
    ...(index.nullsNotDistinct ? [nullsNotDistinct(true, context).trim()] : []),
    ...storageClause(index.storageParameters),
    ...(index.predicate === null ? [] : [`WHERE ${asPrinted(index.predicate)}`]),
  ].join(' ');
}

function keyText(key: IndexKey): string {
  return [
    key.column === null ? `(${asPrinted(key.expression ?? '')})` : quoteIdentifier(key.column),
    ...(key.collation === null ? [] : [`COLLATE ${quoteName(key.collation)}`]),
    ...(key.opclass === null ? [] : [quoteName(key.opclass)]),
    ...(key.direction === 'desc' ? ['DESC'] : []),
    ...(key.nulls === usualNulls(key.direction) ? [] : [`NULLS ${key.nulls.toUpperCase()}`]),
  ].join(' ');
}

/** What an index stands on. */
function indexNeeds(table: QualifiedName, index: Index): readonly ObjectName[] {
  const columns = index.keys.flatMap((key) => (key.column === null ? [] : [key.column]));
  return [
    ...columnObjects(table, [...columns, ...index.include]),
    ...index.keys.flatMap((key) => expressionColumns(table, key.expression)),
    ...expressionColumns(table, index.predicate),
  ];
}

/** An index lies in the schema of its table. */
function qualified(table: QualifiedName, name: string): QualifiedName {
  return { schema: table.schema, name };
}

/**
 * A concurrent build cannot run in a transaction. A build that fails leaves an invalid index of the same name, so a second
 * attempt asks first whether a valid one is there, and clears what is left otherwise.
 */
function buildConcurrently(table: QualifiedName, index: Index, context: StatementContext): Statement {
  const name = qualified(table, index.name);
  return statement(indexDefinition(table, index, true, context), {
    transaction: 'outside',
    ...lockFacts('createIndexConcurrently', { relation: table }),
    done: indexIsValid(name),
    cleanup: `DROP INDEX CONCURRENTLY IF EXISTS ${quoteName(name)}`,
  });
}

const createIndex: OperationSpec<'createIndex'> = {
  describe: ({ table, index }, defaultSchema) =>
    `added ${index.unique ? 'unique ' : ''}index '${index.name}' on ${columnWords(table, keyWords(index), defaultSchema)}`,
  footprint: ({ table, index }) =>
    footprint({
      creates: [indexObject(table, index.name), ...keysOfIndex(table, index)],
      needs: [tableObject(table), ...indexNeeds(table, index)],
    }),
  reverse: ({ table, index, concurrently }) => [
    { kind: 'dropIndex', table, name: index.name, concurrently, was: index },
  ],
  toStatements({ table, index, concurrently }, context) {
    const build = concurrently
      ? buildConcurrently(table, index, context)
      : statement(indexDefinition(table, index, false, context), lockFacts('createIndex', { relation: table }));
    return index.comment === null ? [build] : [build, commentOn(indexObject(table, index.name), index.comment)];
  },
  toCall: ({ table, index, concurrently }, defaultSchema) => ({
    verb: 'createIndex',
    args: [nameToCall(table, defaultSchema), indexToCall(index, concurrently)],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('createIndex', args, ['table', 'index'], defaultSchema);
    return { kind: 'createIndex', table: argument(given, 0, nameAt), ...argument(given, 1, indexAt) };
  },
};

const dropIndex: OperationSpec<'dropIndex'> = {
  describe: ({ table, name, was }, defaultSchema) =>
    `removed index '${name}' on ${was === null ? tableWords(table, defaultSchema) : columnWords(table, keyWords(was), defaultSchema)}`,
  footprint: ({ table, name, was }) =>
    footprint({
      drops: [indexObject(table, name), ...(was === null ? [] : keysOfIndex(table, was))],
      needs: [tableObject(table)],
      frees: [tableObject(table), ...(was === null ? [] : indexNeeds(table, was))],
    }),
  reverse: ({ table, concurrently, was }) =>
    was === null ? null : [{ kind: 'createIndex', table, index: was, concurrently }],
  toStatements({ table, name, concurrently }) {
    const index = qualified(table, name);
    if (!concurrently) {
      return [statement(`DROP INDEX ${quoteName(index)}`, lockFacts('dropIndex', { relation: table }))];
    }
    return [
      statement(`DROP INDEX CONCURRENTLY ${quoteName(index)}`, {
        transaction: 'outside',
        ...lockFacts('dropIndexConcurrently', { relation: table }),
        done: relationIsGone(index),
      }),
    ];
  },
  toCall: ({ table, name, concurrently }, defaultSchema) => ({
    verb: 'dropIndex',
    args: [nameToCall(table, defaultSchema), name, ...(concurrently ? [{ concurrently }] : [])],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('dropIndex', args, ['table', 'name', 'options'], defaultSchema, 1);
    const concurrently = argument(given, 2, (at, value) =>
      value === undefined ? false : fieldOr(at, fieldsAt(at, value, ['concurrently']), 'concurrently', flagAt, false),
    );
    return {
      kind: 'dropIndex',
      table: argument(given, 0, nameAt),
      name: argument(given, 1, textAt),
      concurrently,
      was: null,
    };
  },
};

const renameIndex: OperationSpec<'renameIndex'> = {
  describe: ({ name, to }) => `renamed index '${name}' → '${to}'`,
  footprint: ({ table, name, to }) =>
    footprint({
      drops: [indexObject(table, name)],
      creates: [indexObject(table, to)],
      needs: [tableObject(table)],
    }),
  reverse: (operation) => [{ ...operation, name: operation.to, to: operation.name }],
  toStatements({ table, name, to }) {
    const index = qualified(table, name);
    const sql = `ALTER INDEX ${quoteName(index)} RENAME TO ${quoteIdentifier(to)}`;
    return [statement(sql, lockFacts('renameIndex', { relation: index }))];
  },
  toCall: ({ table, name, to }, defaultSchema) => ({
    verb: 'renameIndex',
    args: [nameToCall(table, defaultSchema), name, to],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('renameIndex', args, ['table', 'name', 'to'], defaultSchema);
    return {
      kind: 'renameIndex',
      table: argument(given, 0, nameAt),
      name: argument(given, 1, textAt),
      to: argument(given, 2, textAt),
    };
  },
};

export const indexSpecs = { createIndex, dropIndex, renameIndex };
