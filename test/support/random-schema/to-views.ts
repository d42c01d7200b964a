/** The views of a plan: over tables, and over views that stand before them; with the dependencies that a catalog would tell. */
import { nameKey, objectName } from '../../../src/schema/names';
import { quoteIdentifier, quoteName } from '../../../src/schema/quote';
import type { Dependency, ObjectName, QualifiedName, View } from '../../../src/schema/types';
import type { SchemaPlan, ViewPlan } from './plan';
import type { Scope } from './scope';
import { toIndexes, type Types } from './to-tables';
import { conditionOf, sorts, type SettledType } from './types';

interface Made {
  readonly view: View;
  readonly dependencies: readonly Dependency[];
}

interface Relation extends QualifiedName {
  readonly kind: 'table' | 'view' | 'materializedView';
  readonly types: Types;
  /** Nothing can be read from it: a materialized view that was never filled, or what stands on one. */
  readonly empty: boolean;
}

const COUNT: SettledType = { word: 'bigint', enum: null, array: false };

export function toViews(plan: SchemaPlan, scope: Scope): readonly Made[] {
  const relations = new Map<string, Relation>(
    scope.tables.map((table) => [
      nameKey(table),
      {
        ...table,
        kind: 'table',
        empty: false,
        types: new Map(table.columns.map((column) => [column.name, scope.typeOf(table, column)])),
      },
    ]),
  );
  return plan.views.flatMap((view): readonly Made[] => {
    const from = relations.get(nameKey(view.from));
    if (from === undefined || from.types.size === 0 || !scope.take(view)) return [];
    const join = view.join === null ? null : (relations.get(nameKey(view.join)) ?? null);
    const { types, definition } = compose(view, from, join);
    const kind = view.materialized ? 'materializedView' : 'view';
    const beneath = from.empty || join?.empty === true;
    const populated = !view.materialized || (view.populated !== false && !beneath);
    const empty = beneath || !populated;
    relations.set(nameKey(view), { schema: view.schema, name: view.name, kind, types, empty });
    const indexes = view.materialized
      ? toIndexes(view.indexes, types, scope.major).filter(({ name }) => scope.take({ schema: view.schema, name }))
      : [];
    const dependent = objectName(kind, view.schema, view.name);
    return [
      {
        view: {
          schema: view.schema,
          name: view.name,
          materialized: view.materialized,
          definition,
          columns: [...types.keys()],
          options: view.barrier && !view.materialized ? { security_barrier: 'true' } : {},
          indexes,
          populated,
          comment: view.comment,
        },
        dependencies: [from, ...(join === null ? [] : [join])]
          .flatMap(referenced)
          .map((each) => ({ dependent, referenced: each })),
      },
    ];
  });
}

/** Over every column: more than the view reads, and never less. */
function referenced(relation: Relation): readonly ObjectName[] {
  const own = objectName(relation.kind, relation.schema, relation.name);
  if (relation.kind !== 'table') return [own];
  return [own, ...[...relation.types.keys()].map((name) => objectName('column', relation.schema, name, relation.name))];
}

function compose(
  plan: ViewPlan,
  from: Relation,
  join: Relation | null,
): { readonly types: Types; readonly definition: string } {
  const wanted = [...new Set(plan.columns)].filter((name) => from.types.has(name));
  const columns = wanted.length > 0 ? wanted : [...from.types.keys()].slice(0, 2);
  const types = new Map(columns.flatMap((name) => [[name, from.types.get(name) ?? COUNT] as const]));
  const list = columns.map((name) => `r.${quoteIdentifier(name)}`);
  const source = `${quoteName(from)} r`;
  if (join !== null) {
    const [other] = join.types;
    if (other !== undefined && !types.has('joined')) {
      types.set('joined', other[1]);
      return {
        types,
        definition: `SELECT ${[...list, `o.${quoteIdentifier(other[0])} AS joined`].join(', ')} FROM ${source} CROSS JOIN ${quoteName(join)} o`,
      };
    }
  }
  const condition = plan.where === null ? undefined : from.types.get(plan.where.column);
  const where =
    plan.where === null || condition === undefined
      ? ''
      : ` WHERE ${conditionOf(plan.where.column, condition, plan.where.choice)}`;
  if (plan.grouped && !types.has('rows') && [...types.values()].every(sorts)) {
    types.set('rows', COUNT);
    return {
      types,
      definition: `SELECT ${list.join(', ')}, count(*) AS rows FROM ${source}${where} GROUP BY ${list.join(', ')}`,
    };
  }
  return { types, definition: `SELECT ${list.join(', ')} FROM ${source}${where}` };
}
