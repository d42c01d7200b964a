/** Views: the model's query where it means something else, the database's text where both are printed alike. */
import type { PrintQuestion } from '../schema/expressions';
import { byName, nameKey, objectKey } from '../schema/names';
import type { DatabaseSchema, View } from '../schema/types';
import { viewQuery } from '../schema/view-query';
import { agree } from './agreement';
import { pairUp, same } from './equal';
import { takeOver, VIEW } from './inexpressible';
import { keptOfView, noteKept } from './kept';
import { printKey } from './print-key';
import { reconcileIndexes } from './reconcile-indexes';
import type { Reconciling } from './reconcile-options';
import { tokens } from './sql-tokens';
import { viewName } from './views';

export function reconcileViews(current: DatabaseSchema, model: readonly View[], context: Reconciling): readonly View[] {
  const { added, dropped, kept } = pairUp(current.views, model, nameKey);
  const staying = dropped.filter((view) => stays(view, context));
  const fresh = added.map((view) => ({ ...view, columns: printedColumns(view, view.definition, context) }));
  return [...kept.map(({ from, to }) => reconcileView(from, to, context)), ...staying, ...fresh].sort(byName);
}

function stays(view: View, context: Reconciling): boolean {
  const object = viewName(view);
  if (!context.isVisible(object)) return true;
  if (context.owned(object) && !context.drops.kept.has(objectKey(object))) return false;
  context.notes.unmanaged.push(object);
  return true;
}

function reconcileView(current: View, model: View, context: Reconciling): View {
  const ask = question(model, context);
  const merged = takeOver<View>(VIEW, current, model);
  const agreement =
    current.materialized === model.materialized
      ? agree(current.definition, model.definition, ask, viewName(current), context)
      : 'different';
  noteKept(viewName(current), keptOfView(current, model), context.notes);
  const shape = { schema: current.schema, name: current.name, columns: [] };
  const indexes = reconcileIndexes(current, current.indexes, model.indexes, shape, [], context).target;
  const view: View =
    agreement === 'different'
      ? { ...merged, indexes, columns: knownColumns(current, model, context) }
      : {
          ...merged,
          indexes,
          definition: current.definition,
          ...(/::|\bcast\b/i.test(model.definition) ? { written: model.definition } : {}),
          ...(current.columnTypes === undefined ? {} : { columnTypes: current.columnTypes }),
        };
  return same(view, current) ? current : view;
}

function question(view: View, _context: Reconciling): (sql: string) => PrintQuestion {
  return (sql) => ({ kind: 'view', materialized: view.materialized, schema: view.schema, sql: viewQuery(sql) });
}

function printedColumns(view: View, sql: string, context: Reconciling): readonly string[] {
  const answer = context.answers.get(printKey(question(view, context)(sql)));
  return answer?.error === null ? answer.columns : [];
}

/**
 * The output columns of the model's query, as far as the view may be replaced in place: the columns that stay must be made as
 * before, for a column of the same name may have got another type. Otherwise they count as unknown.
 */
function knownColumns(current: View, model: View, context: Reconciling): readonly string[] {
  const ask = question(model, context);
  const before = context.answers.get(printKey(ask(current.definition)));
  const after = context.answers.get(printKey(ask(model.definition)));
  if (before?.error !== null || after?.error !== null) return [];
  const [items, others] = [selectItems(before.text), selectItems(after.text)];
  return items.length > 0 && items.every((item, index) => item === others[index]) ? after.columns : [];
}

/** The items of the outermost SELECT, as text; none where the query does not begin with one. */
function selectItems(sql: string): readonly string[] {
  const all = tokens(sql);
  if (all[0]?.text.toUpperCase() !== 'SELECT') return [];
  const items: string[] = [];
  let item: string[] = [];
  let depth = 0;
  for (const token of all.slice(1)) {
    const word = token.text.toUpperCase();
    if (depth === 0 && token.kind === 'word' && word === 'FROM') break;
    if (word === '(' || word === '[' || word === 'CASE') depth++;
    if (word === ')' || word === ']' || word === 'END') depth--;
    if (depth === 0 && token.text === ',') {
      items.push(item.join(' '));
      item = [];
    } else {
      item.push(token.text);
    }
  }
  return [...items, item.join(' ').replace(/ ;$/, '')];
}
