/**
 * Views, plain and materialized: created with what belongs to them, dropped, replaced, renamed. Their SQL is never parsed: what a view
 * stands on is told to `order.ts` by the dependencies of the catalog.
 */
import { displayName, objectName } from '../schema/names';
import { quoteIdentifier, quoteName } from '../schema/quote';
import type { ObjectName, QualifiedName, View } from '../schema/types';
import { viewQuery } from '../schema/view-query';
import { nameToCall, Sql } from './call';
import { indexAt, indexToCall } from './call-indexes';
import {
  argument,
  callArgs,
  field,
  fieldOr,
  fieldsAt,
  flagAt,
  listAt,
  optionsAt,
  orNull,
  sqlAt,
  textAt,
  type At,
  type Fields,
} from './call-reader';
import { given, nameAt, unlessEmpty, whenTrue, type CallObject } from './call-values';
import { commentOn } from './comment-sql';
import { footprint, indexObject, keysOfIndex, schemaObject } from './footprint';
import { indexSpecs } from './indexes';
import { lockFacts } from './locks';
import type { Operation } from './operation';
import { asPrinted } from './printed-sql';
import type { OperationSpec } from './spec';
import type { Statement, StatementContext } from './statement';
import { statement } from './statements';
import { storageClause } from './storage-sql';

function viewObject(view: QualifiedName, materialized: boolean): ObjectName {
  return objectName(materialized ? 'materializedView' : 'view', view.schema, view.name);
}

function viewWords(view: QualifiedName, materialized: boolean, defaultSchema: string): string {
  return `${materialized ? 'materialized view' : 'view'} '${displayName(view, defaultSchema)}'`;
}

function nameOf({ schema, name }: QualifiedName): QualifiedName {
  return { schema, name };
}

/** The last line of a definition may be a comment, so what follows it starts a line of its own. */
function definitionSql(view: View): string {
  const options = storageClause(view.options);
  const words = view.materialized ? 'MATERIALIZED VIEW' : 'VIEW';
  const head = [words, quoteName(view), ...options, 'AS', asPrinted(viewQuery(view.definition))].join(' ');
  return view.materialized ? `${head}\nWITH ${view.populated ? '' : 'NO '}DATA` : head;
}

/** A new view is nobody's yet: what is built on it locks nothing that existed before. */
function onNewView(statements: readonly Statement[]): readonly Statement[] {
  return statements.map((each) => ({ ...each, locks: [], rewrites: [], scans: [] }));
}

function createStatements(view: View, context: StatementContext): readonly Statement[] {
  const indexes = view.indexes.flatMap((index) =>
    indexSpecs.createIndex.toStatements(
      { kind: 'createIndex', table: nameOf(view), index, concurrently: false },
      context,
    ),
  );
  const comments = view.comment === null ? [] : [commentOn(viewObject(view, view.materialized), view.comment)];
  const ofColumns = Object.entries(view.columnComments ?? {}).map(([column, comment]) =>
    commentOn(objectName('column', view.schema, column, view.name), comment),
  );
  return onNewView([statement(`CREATE ${definitionSql(view)}`), ...indexes, ...comments, ...ofColumns]);
}

/** What a view is in a file besides its name. Its output columns are not written: they follow from the query. */
function viewToCall(view: View): CallObject {
  return given({
    as: new Sql(view.definition),
    materialized: whenTrue(view.materialized),
    with: unlessEmpty({ ...view.options }),
    withData: view.populated ? undefined : false,
    indexes: unlessEmpty(view.indexes.map((index) => indexToCall(index, false))),
    comment: view.comment ?? undefined,
    columnComments: unlessEmpty({ ...view.columnComments }),
  });
}

const VIEW_KEYS = ['as', 'materialized', 'with', 'withData', 'indexes', 'comment', 'columnComments'] as const;

function viewAt(name: QualifiedName): (at: At, value: unknown) => View {
  return (at, value) => {
    const fields = fieldsAt(at, value, VIEW_KEYS);
    return {
      ...name,
      materialized: fieldOr(at, fields, 'materialized', flagAt, false),
      definition: field(at, fields, 'as', sqlAt),
      columns: [],
      options: fieldOr(at, fields, 'with', optionsAt, {}),
      indexes: fieldOr(at, fields, 'indexes', listAt(indexAt), []).map(({ index }) => index),
      populated: fieldOr(at, fields, 'withData', flagAt, true),
      comment: fieldOr(at, fields, 'comment', orNull(textAt), null),
      ...columnCommentsAt(at, fields),
    };
  };
}

function columnCommentsAt(at: At, fields: Fields): Pick<View, 'columnComments'> {
  const columnComments = fieldOr(at, fields, 'columnComments', optionsAt, undefined);
  return columnComments === undefined ? {} : { columnComments };
}

const createView: OperationSpec<'createView'> = {
  describe: ({ view }, defaultSchema) => `added ${viewWords(view, view.materialized, defaultSchema)}`,
  footprint: ({ view }) =>
    footprint({
      creates: [
        viewObject(view, view.materialized),
        ...view.indexes.flatMap((index) => [indexObject(view, index.name), ...keysOfIndex(view, index)]),
      ],
      needs: [schemaObject(view.schema)],
    }),
  reverse: ({ view }) => [{ kind: 'dropView', view: nameOf(view), materialized: view.materialized, was: view }],
  toStatements: ({ view }, context) => createStatements(view, context),
  toCall: ({ view }, defaultSchema) => ({
    verb: 'createView',
    args: [nameToCall(view, defaultSchema), viewToCall(view)],
  }),
  fromCall(args, defaultSchema) {
    const parts = callArgs('createView', args, ['name', 'view'], defaultSchema);
    return { kind: 'createView', view: argument(parts, 1, viewAt(argument(parts, 0, nameAt))) };
  },
};

const dropView: OperationSpec<'dropView'> = {
  describe: ({ view, materialized }, defaultSchema) => `removed ${viewWords(view, materialized, defaultSchema)}`,
  footprint: ({ view, materialized, was }) =>
    footprint({
      drops: [
        viewObject(view, materialized),
        ...(was?.indexes ?? []).flatMap((index) => [indexObject(view, index.name), ...keysOfIndex(view, index)]),
      ],
    }),
  reverse: ({ was }) => (was === null ? null : [{ kind: 'createView', view: was }]),
  toStatements: ({ view, materialized }) => [
    statement(
      `DROP ${materialized ? 'MATERIALIZED VIEW' : 'VIEW'} ${quoteName(view)}`,
      lockFacts('dropView', { relation: view }),
    ),
  ],
  toCall: ({ view, materialized }, defaultSchema) => ({
    verb: 'dropView',
    args: [nameToCall(view, defaultSchema), ...(materialized ? [{ materialized }] : [])],
  }),
  fromCall(args, defaultSchema) {
    const parts = callArgs('dropView', args, ['name', 'options'], defaultSchema, 1);
    return {
      kind: 'dropView',
      view: argument(parts, 0, nameAt),
      materialized: argument(parts, 1, materializedAt),
      was: null,
    };
  },
};

function materializedAt(at: At, value: unknown): boolean {
  if (value === undefined) return false;
  return fieldOr(at, fieldsAt(at, value, ['materialized']), 'materialized', flagAt, false);
}

/** `CREATE OR REPLACE VIEW` may append columns and never takes one away: then the view is dropped and made again. */
function reverseReplacement({ from, to }: { readonly from: View; readonly to: View }): readonly Operation[] {
  const columnsKnown = from.columns.length > 0 && to.columns.length > 0;
  if (columnsKnown && from.columns.length === to.columns.length)
    return [{ kind: 'replaceView', view: { from: to, to: from } }];
  return [
    { kind: 'dropView', view: nameOf(to), materialized: to.materialized, was: to },
    { kind: 'createView', view: from },
  ];
}

const replaceView: OperationSpec<'replaceView'> = {
  describe: ({ view }, defaultSchema) => `changed ${viewWords(view.to, view.to.materialized, defaultSchema)}`,
  footprint: ({ view }) => footprint({ alters: [viewObject(view.to, view.to.materialized)] }),
  reverse: ({ view }) => reverseReplacement(view),
  toStatements: ({ view }) => [
    statement(`CREATE OR REPLACE ${definitionSql(view.to)}`, lockFacts('replaceView', { relation: view.to })),
  ],
  toCall: ({ view }, defaultSchema) => ({
    verb: 'replaceView',
    args: [nameToCall(view.to, defaultSchema), { from: viewToCall(view.from), to: viewToCall(view.to) }],
  }),
  fromCall(args, defaultSchema) {
    const parts = callArgs('replaceView', args, ['name', 'view'], defaultSchema);
    const name = argument(parts, 0, nameAt);
    return argument(parts, 1, (at, value) => {
      const fields = fieldsAt(at, value, ['from', 'to']);
      const view = { from: field(at, fields, 'from', viewAt(name)), to: field(at, fields, 'to', viewAt(name)) };
      return { kind: 'replaceView', view };
    });
  },
};

const renameView: OperationSpec<'renameView'> = {
  describe: ({ view, materialized, to }, defaultSchema) =>
    `renamed ${viewWords(view, materialized, defaultSchema)} → '${to}'`,
  footprint: ({ view, materialized, to }) =>
    footprint({
      drops: [viewObject(view, materialized)],
      creates: [viewObject({ schema: view.schema, name: to }, materialized)],
    }),
  reverse: (operation) => [
    { ...operation, view: { schema: operation.view.schema, name: operation.to }, to: operation.view.name },
  ],
  toStatements({ view, materialized, to }) {
    const words = materialized ? 'MATERIALIZED VIEW' : 'VIEW';
    const sql = `ALTER ${words} ${quoteName(view)} RENAME TO ${quoteIdentifier(to)}`;
    return [statement(sql, lockFacts('renameView', { relation: view }))];
  },
  toCall: ({ view, materialized, to }, defaultSchema) => ({
    verb: 'renameView',
    args: [nameToCall(view, defaultSchema), to, ...(materialized ? [{ materialized }] : [])],
  }),
  fromCall(args, defaultSchema) {
    const parts = callArgs('renameView', args, ['name', 'to', 'options'], defaultSchema, 1);
    return {
      kind: 'renameView',
      view: argument(parts, 0, nameAt),
      to: argument(parts, 1, textAt),
      materialized: argument(parts, 2, materializedAt),
    };
  },
};

export const viewSpecs = { createView, dropView, replaceView, renameView };
