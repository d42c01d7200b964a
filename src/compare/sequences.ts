/** Sequences that stand for themselves. Those behind serial and identity columns are attributes of their columns (`columns.ts`). */
import type { Operation, Pair, SequenceChanges } from '../operations/operation';
import { nameKey, objectName } from '../schema/names';
import type { DatabaseSchema, QualifiedName, Sequence, SequenceOptions } from '../schema/types';
import { diffComment } from './comments';
import { pairUp, same } from './equal';
import type { Rebuilds } from './rebuild-set';

export function diffSequences(
  current: DatabaseSchema,
  target: DatabaseSchema,
  rebuilds: Pick<Rebuilds, 'isReplaced'>,
): readonly Operation[] {
  const { added, dropped, kept } = pairUp(current.sequences, target.sequences, nameKey);
  return [
    ...added.map((sequence): Operation => ({ kind: 'createSequence', sequence })),
    ...kept.flatMap((pair) => alterations(pair, rebuilds)),
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

function alterations(pair: Pair<Sequence>, { isReplaced }: Pick<Rebuilds, 'isReplaced'>): readonly Operation[] {
  const { schema, name } = pair.to;
  const sequence = { schema, name };
  const comment = diffComment(objectName('sequence', schema, name), pair);
  const { from, to } = { from: pair.from.ownedBy, to: pair.to.ownedBy };
  const goesAnew = (owner: Sequence['ownedBy']): boolean => owner !== null && isReplaced(owner.table, owner.column);
  // A sequence goes with its owner: it is let go of while that is made anew, and nobody's in between.
  if (goesAnew(from) && goesAnew(to)) {
    const changes = { ...changesOf(pair), ownedBy: { from: null, to } };
    return [alter(sequence, { ownedBy: { from, to: null } }), alter(sequence, changes), ...comment];
  }
  const changes = changesOf(pair);
  return [...(Object.keys(changes).length === 0 ? [] : [alter(sequence, changes)]), ...comment];
}

function alter(sequence: QualifiedName, changes: SequenceChanges): Operation {
  return { kind: 'alterSequence', sequence, changes };
}

function changesOf(pair: Pair<Sequence>): SequenceChanges {
  return Object.values(ATTRIBUTES).reduce<SequenceChanges>((all, attribute) => ({ ...all, ...attribute(pair) }), {});
}

function changed<Option extends keyof SequenceOptions>(
  option: Option,
  { from, to }: Pair<SequenceOptions>,
): SequenceChanges {
  return from[option] === to[option] ? {} : { [option]: { from: from[option], to: to[option] } };
}
