/** How the values of a column are kept: its storage, its compression, how much ANALYZE looks at. Nothing here changes a value. */
import { quoteIdentifier, quoteName } from '../schema/quote';
import type { QualifiedName } from '../schema/types';
import { nameToCall } from './call';
import { argument, callArgs, fieldOr, fieldsAt, pairAt, textAt, wholeNumberAt, type At } from './call-reader';
import { given, nameAt, type CallObject } from './call-values';
import { columnObject, footprint, tableObject } from './footprint';
import { lockFacts } from './locks';
import type { ColumnStorage, Pair } from './operation';
import type { OperationSpec } from './spec';
import type { Statement } from './statement';
import { statement } from './statements';
import { columnWords } from './wording';

/** The statements that lead from one way of keeping values to another. `usual`: the word for the type's own storage. */
export function storageStatements(
  table: QualifiedName,
  name: string,
  { from, to }: Pair<ColumnStorage>,
  usual = 'DEFAULT',
): readonly Statement[] {
  const words = [
    ...(from.storage === to.storage ? [] : [`SET STORAGE ${to.storage?.toUpperCase() ?? usual}`]),
    ...(from.compression === to.compression ? [] : [`SET COMPRESSION ${to.compression ?? 'default'}`]),
    ...(from.statistics === to.statistics ? [] : [`SET STATISTICS ${to.statistics ?? -1}`]),
  ];
  return words.map((word) =>
    statement(
      `ALTER TABLE ${quoteName(table)} ALTER COLUMN ${quoteIdentifier(name)} ${word}`,
      lockFacts('columnStorage', { relation: table }),
    ),
  );
}

/** Only what is not the type's or the server's own. */
function storageToCall({ storage, compression, statistics }: ColumnStorage): CallObject {
  return given({ storage, compression, statistics });
}

const STORAGE_KEYS = ['storage', 'compression', 'statistics'] as const;

function storageAt(at: At, value: unknown): ColumnStorage {
  const fields = fieldsAt(at, value, STORAGE_KEYS);
  const storage = fieldOr(at, fields, 'storage', textAt, undefined);
  const compression = fieldOr(at, fields, 'compression', textAt, undefined);
  const statistics = fieldOr(at, fields, 'statistics', wholeNumberAt, undefined);
  return {
    ...(storage === undefined ? {} : { storage }),
    ...(compression === undefined ? {} : { compression }),
    ...(statistics === undefined ? {} : { statistics: Number(statistics) }),
  };
}

function words({ storage, compression, statistics }: ColumnStorage): string {
  const told = [
    storage === undefined ? null : `storage ${storage}`,
    compression === undefined ? null : `compression ${compression}`,
    statistics === undefined ? null : `statistics ${statistics}`,
  ].filter((each) => each !== null);
  return told.length === 0 ? 'the usual' : told.join(', ');
}

const setColumnStorage: OperationSpec<'setColumnStorage'> = {
  describe: ({ table, name, storage }, defaultSchema) =>
    `storage change ${words(storage.from)} → ${words(storage.to)} on ${columnWords(table, [name], defaultSchema)}`,
  footprint: ({ table, name }) => footprint({ needs: [tableObject(table), columnObject(table, name)] }),
  reverse: (operation) => [{ ...operation, storage: { from: operation.storage.to, to: operation.storage.from } }],
  // The type's own storage has a word from version 16 on; before, it is the one that nearly all types of variable length have.
  toStatements: ({ table, name, storage }, { major }) =>
    storageStatements(table, name, storage, major >= 16 ? 'DEFAULT' : 'EXTENDED'),
  toCall: ({ table, name, storage }, defaultSchema) => ({
    verb: 'setColumnStorage',
    args: [
      nameToCall(table, defaultSchema),
      name,
      { from: storageToCall(storage.from), to: storageToCall(storage.to) },
    ],
  }),
  fromCall(args, defaultSchema) {
    const list = callArgs('setColumnStorage', args, ['table', 'name', 'storage'], defaultSchema);
    return {
      kind: 'setColumnStorage',
      table: argument(list, 0, nameAt),
      name: argument(list, 1, textAt),
      storage: argument(list, 2, pairAt(storageAt)),
    };
  },
};

export const columnStorageSpecs = { setColumnStorage };
