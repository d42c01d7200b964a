/** Sequences that stand for themselves. Those behind serial and identity columns are attributes of their columns (`columns.ts`). */
import type { Operation, Pair, SequenceChanges } from '../operations/operation';
import { nameKey, objectName } from '../schema/names';
import type { DatabaseSchema, Sequence, SequenceOptions } from '../schema/types';
import { diffComment } from './comments';
import { pairUp, same } from './equal';

export function diffSequences(current: DatabaseSchema, target: DatabaseSchema): readonly Operation[] {
  const { added, dropped, kept } = pairUp(current.sequences, target.sequences, nameKey);
  return [
    ...added.map((sequence): Operation => ({ kind: 'createSequence', sequence })),
    ...kept.flatMap(alterations),
    ...dropped.map((was): Operation => ({
      kind: 'dropSequence',
      sequence: { schema: was.schema, name: was.name },
      was,
    })),
  ];
}

const OPTIONS = {
  type: (pair) => changed('type', pair),
  start: (pair) => changed('start', pair),
  increment: (pair) => changed('increment', pair),
  minValue: (pair) => changed('minValue', pair),
  maxValue: (pair) => changed('maxValue', pair),
  cache: (pair) => changed('cache', pair),
  cycle: (pair) => changed('cycle', pair),
} satisfies Record<keyof SequenceOptions, (pair: Pair<SequenceOptions>) => SequenceChanges>;

const ATTRIBUTES = {
  schema: () => ({}),
  name: () => ({}),
  comment: () => ({}),
  options: ({ from, to }) => {
    const options = { from: from.options, to: to.options };
    return Object.values(OPTIONS).reduce<SequenceChanges>((all, option) => ({ ...all, ...option(options) }), {});
  },
  ownedBy: ({ from, to }) =>
    same(from.ownedBy, to.ownedBy) ? {} : { ownedBy: { from: from.ownedBy, to: to.ownedBy } },
} satisfies Record<keyof Sequence, (pair: Pair<Sequence>) => SequenceChanges>;

function alterations(pair: Pair<Sequence>): readonly Operation[] {
  const changes = Object.values(ATTRIBUTES).reduce<SequenceChanges>(
    (all, attribute) => ({ ...all, ...attribute(pair) }),
    {},
  );
  const { schema, name } = pair.to;
  const altered: readonly Operation[] =
    Object.keys(changes).length === 0 ? [] : [{ kind: 'alterSequence', sequence: { schema, name }, changes }];
  return [...altered, ...diffComment(objectName('sequence', schema, name), pair)];
}

function changed<Option extends keyof SequenceOptions>(
  option: Option,
  { from, to }: Pair<SequenceOptions>,
): SequenceChanges {
  return from[option] === to[option] ? {} : { [option]: { from: from[option], to: to[option] } };
}
