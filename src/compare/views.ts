/**
 * Views, plain and materialized. A plain view that only gains columns is replaced, which keeps its rights and what stands on it;
 * any other change, and a change beneath it, takes it down and puts it back.
 */
import type { Operation, Pair } from '../operations/operation';
import { nameKey, objectKey, objectName } from '../schema/names';
import type { DatabaseSchema, ObjectName, View } from '../schema/types';
import { diffComment } from './comments';
import { pairUp, same } from './equal';
import { diffIndexes } from './indexes';
import type { Rebuilds } from './rebuild-set';

export function viewName(view: View): ObjectName {
  return objectName(view.materialized ? 'materializedView' : 'view', view.schema, view.name);
}

/** The views that are dropped, or dropped and created, for their own sake: by `nameKey`. */
export function changedViews(current: DatabaseSchema, target: DatabaseSchema): ReadonlySet<string> {
  const { dropped, kept } = pairUp(current.views, target.views, nameKey);
  const recreated = kept.filter((pair) => wayOf(pair) === 'recreate').map(({ from }) => from);
  return new Set([...dropped, ...recreated].map(nameKey));
}

/** @param suspended `nameKey` of views that are taken down and put back as they are */
export function diffViews(
  current: DatabaseSchema,
  target: DatabaseSchema,
  rebuilds: Rebuilds,
  suspended: ReadonlySet<string>,
): readonly Operation[] {
  const { added, dropped, kept } = pairUp(current.views, target.views, nameKey);
  const altered = kept.filter(({ from }) => !suspended.has(nameKey(from)));
  return [...added.map(createView), ...altered.flatMap((pair) => alterView(pair, rebuilds)), ...dropped.map(dropView)];
}

type Way = 'none' | 'replace' | 'recreate';

const WAYS = {
  schema: () => 'none',
  name: () => 'none',
  materialized: ({ from, to }) => (from.materialized === to.materialized ? 'none' : 'recreate'),
  definition: (pair) => (pair.from.definition === pair.to.definition ? 'none' : replaceOrRecreate(pair)),
  // What comes out of the definition, and no difference of its own.
  columns: () => 'none',
  columnTypes: () => 'none',
  // What the definition was printed from.
  written: () => 'none',
  options: (pair) => (same(pair.from.options, pair.to.options) ? 'none' : replaceOrRecreate(pair)),
  indexes: () => 'none',
  populated: ({ from, to }) => (from.populated === to.populated ? 'none' : 'recreate'),
  comment: () => 'none',
  columnComments: () => 'none',
} satisfies Record<keyof View, (pair: Pair<View>) => Way>;

function wayOf(pair: Pair<View>): Way {
  const ways = Object.values(WAYS).map((way) => way(pair));
  if (ways.includes('recreate')) return 'recreate';
  return ways.includes('replace') ? 'replace' : 'none';
}

/** CREATE OR REPLACE VIEW may append columns, and nothing else about them. Unknown columns are taken for others. */
function replaceOrRecreate({ from, to }: Pair<View>): Way {
  const kept = from.columns.length > 0 && from.columns.every((column, index) => isKept(column, index, from, to));
  return kept && !from.materialized && !to.materialized ? 'replace' : 'recreate';
}

/** Where the types are known on both sides, they must be the same too. */
function isKept(column: string, index: number, from: View, to: View): boolean {
  if (column !== to.columns[index]) return false;
  if (from.columnTypes === undefined || to.columnTypes === undefined) return true;
  return from.columnTypes[index] === to.columnTypes[index];
}

function alterView(pair: Pair<View>, rebuilds: Rebuilds): readonly Operation[] {
  const way = wayOf(pair);
  if (way === 'recreate' || rebuilds.has(objectKey(viewName(pair.from))))
    return [dropView(pair.from), createView(pair.to)];
  return [
    ...(way === 'replace' ? [{ kind: 'replaceView', view: pair } as const] : []),
    ...diffIndexes(pair, rebuilds),
    ...diffComment(viewName(pair.to), pair),
    ...columnComments(pair),
  ];
}

function columnComments({ from, to }: Pair<View>): readonly Operation[] {
  const [before, after] = [from.columnComments ?? {}, to.columnComments ?? {}];
  // A column that goes takes its comment along; then the view is made anew.
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((column) =>
    diffComment(objectName('column', to.schema, column, to.name), {
      from: { comment: before[column] ?? null },
      to: { comment: after[column] ?? null },
    }),
  );
}

/** With its indexes, which go with it too. */
function createView(view: View): Operation {
  return { kind: 'createView', view: asPrinted(view, view.written) };
}

function dropView(view: View): Operation {
  const was = asPrinted(view);
  return { kind: 'dropView', view: { schema: was.schema, name: was.name }, materialized: was.materialized, was };
}

function asPrinted({ written: _written, ...view }: View, definition = view.definition): View {
  return { ...view, definition };
}

/** Whether they are one view, however a model writes it. */
export function sameView(one: View, other: View): boolean {
  return one === other || same(asPrinted(one), asPrinted(other));
}
