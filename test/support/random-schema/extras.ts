/**
 * What no operation makes and yet stays through all changes: functions, triggers, policies, rules, rights. Only on what both sides have under one name, since nothing brings them back on what comes anew.
 */
import { nameKey } from '../../../src/schema/names';
import { quoteIdentifier, quoteName } from '../../../src/schema/quote';
import type { Column, DatabaseSchema, QualifiedName, Table } from '../../../src/schema/types';
import type { ExtraPlan } from './plan';

interface Sides {
  readonly pair: { readonly extras?: readonly ExtraPlan[] };
  readonly from: DatabaseSchema;
  readonly to: DatabaseSchema;
}

const TOUCH = 'touch it';

/** The schema that both sides have for the functions. */
function home({ from, to }: Sides): string | null {
  return from.namespaces.find(({ name }) => to.namespaces.some((each) => each.name === name))?.name ?? null;
}

export function beforeMaking(sides: Sides): readonly string[] {
  const schema = home(sides);
  if (schema === null || (sides.pair.extras ?? []).length === 0) return [];
  return [
    `CREATE FUNCTION ${quoteName({ schema, name: TOUCH })}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
  ];
}

export function afterMaking(sides: Sides): readonly string[] {
  const schema = home(sides);
  if (schema === null) return [];
  return (sides.pair.extras ?? []).flatMap((extra) => statements(extra, sides, schema));
}

function statements(extra: ExtraPlan, sides: Sides, schema: string): readonly string[] {
  if (extra.kind === 'viewGrant') return viewGrant(extra, sides);
  const tables = sides.from.tables.flatMap((table) => {
    const other = sides.to.tables.find((each) => nameKey(each) === nameKey(table));
    const columns = other === undefined || other.kind !== table.kind ? [] : plainInBoth(table, other);
    return columns.length === 0 ? [] : [{ table, columns }];
  });
  const chosen = tables[extra.choice % Math.max(tables.length, 1)];
  const column = chosen?.columns[extra.choice % chosen.columns.length];
  if (chosen === undefined || column === undefined || chosen.table.kind !== 'table') return [];
  return onTable(extra, chosen.table, quoteIdentifier(column), schema);
}

function plainInBoth(one: Table, other: Table): readonly string[] {
  const plain = ({ generated, type }: Column): boolean => generated === null && type.dimensions === 0;
  const there = other.columns.filter(plain).map(({ name }) => name);
  return one.columns.filter(plain).flatMap(({ name }) => (there.includes(name) ? [name] : []));
}

function onTable(
  { kind, name, choice }: ExtraPlan,
  table: QualifiedName,
  column: string,
  schema: string,
): readonly string[] {
  const [own, called] = [quoteName(table), quoteIdentifier(name)];
  switch (kind) {
    case 'trigger': {
      const event = choice % 2 === 0 ? `BEFORE UPDATE OF ${column}` : 'AFTER INSERT OR UPDATE';
      const when = choice % 3 === 0 ? `WHEN (NEW.${column} IS NOT NULL) ` : '';
      const off = choice % 5 === 0 ? [`ALTER TABLE ${own} DISABLE TRIGGER ${called}`] : [];
      const touch = quoteName({ schema, name: TOUCH });
      return [`CREATE TRIGGER ${called} ${event} ON ${own} FOR EACH ROW ${when}EXECUTE FUNCTION ${touch}()`, ...off];
    }
    case 'policy':
      return [
        `CREATE POLICY ${called} ON ${own} USING (${column} IS NOT NULL)${choice % 2 === 0 ? ` WITH CHECK (${column} IS NULL)` : ''}`,
      ];
    case 'grant':
      return [`GRANT SELECT, UPDATE ON ${own} TO pg_monitor`];
    case 'columnGrant':
      return [`GRANT SELECT (${column}) ON ${own} TO PUBLIC`];
    case 'rule':
      return [`CREATE RULE ${called} AS ON DELETE TO ${own} DO ALSO NOTIFY gone`];
    case 'viewGrant':
      return [];
  }
}

function viewGrant({ choice }: ExtraPlan, { from, to }: Sides): readonly string[] {
  const views = from.views.filter((view) =>
    to.views.some((each) => nameKey(each) === nameKey(view) && each.materialized === view.materialized),
  );
  const view = views[choice % Math.max(views.length, 1)];
  return view === undefined
    ? []
    : [`GRANT SELECT ON ${quoteName(view)} TO pg_monitor${choice % 2 === 0 ? ' WITH GRANT OPTION' : ''}`];
}
