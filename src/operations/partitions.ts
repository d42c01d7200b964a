/** Partitions: attached to a partitioned table and detached from it. One that is made as a partition comes with `createTable`. */
import { displayName } from '../schema/names';
import { quoteName } from '../schema/quote';
import { nameToCall, Sql } from './call';
import { argument, callArgs, sqlAt } from './call-reader';
import { nameAt } from './call-values';
import { footprint, tableObject } from './footprint';
import { lockFacts } from './locks';
import type { OperationSpec } from './spec';
import { statement } from './statements';
import { tableWords } from './wording';

const attachPartition: OperationSpec<'attachPartition'> = {
  describe: ({ table, parent }, defaultSchema) =>
    `attached partition ${tableWords(table, defaultSchema)} to '${displayName(parent, defaultSchema)}'`,
  footprint: ({ table, parent }) => footprint({ alters: [tableObject(table)], needs: [tableObject(parent)] }),
  reverse: (operation) => [{ ...operation, kind: 'detachPartition' }],
  toStatements: ({ table, parent, bound }) => [
    statement(
      `ALTER TABLE ${quoteName(parent)} ATTACH PARTITION ${quoteName(table)} ${bound}`,
      lockFacts('attachPartition', { relation: table, parent }),
    ),
  ],
  toCall: ({ table, parent, bound }, defaultSchema) => ({
    verb: 'attachPartition',
    args: [nameToCall(table, defaultSchema), nameToCall(parent, defaultSchema), new Sql(bound)],
  }),
  fromCall(args, defaultSchema) {
    const list = callArgs('attachPartition', args, ['table', 'parent', 'bound'], defaultSchema);
    return {
      kind: 'attachPartition',
      table: argument(list, 0, nameAt),
      parent: argument(list, 1, nameAt),
      bound: argument(list, 2, sqlAt),
    };
  },
};

const detachPartition: OperationSpec<'detachPartition'> = {
  describe: ({ table, parent }, defaultSchema) =>
    `detached partition ${tableWords(table, defaultSchema)} from '${displayName(parent, defaultSchema)}'`,
  footprint: ({ table, parent }) => footprint({ alters: [tableObject(table)], frees: [tableObject(parent)] }),
  reverse: ({ table, parent, bound }) => (bound === null ? null : [{ kind: 'attachPartition', table, parent, bound }]),
  toStatements: ({ table, parent }) => [
    statement(
      `ALTER TABLE ${quoteName(parent)} DETACH PARTITION ${quoteName(table)}`,
      lockFacts('detachPartition', { relation: table, parent }),
    ),
  ],
  toCall: ({ table, parent }, defaultSchema) => ({
    verb: 'detachPartition',
    args: [nameToCall(table, defaultSchema), nameToCall(parent, defaultSchema)],
  }),
  fromCall(args, defaultSchema) {
    const list = callArgs('detachPartition', args, ['table', 'parent'], defaultSchema);
    return {
      kind: 'detachPartition',
      table: argument(list, 0, nameAt),
      parent: argument(list, 1, nameAt),
      bound: null,
    };
  },
};

export const partitionSpecs = { attachPartition, detachPartition };
