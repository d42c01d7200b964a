/** What differs between two sides, for people: the object, how each side has it, and where it is declared. */
import type { OperationNote } from '../api/operation-notes';
import type { SchemaDifference, Sides } from '../operations/differences';
import { aligned } from './style';
import type { Paint } from './style';

/** Two sides that fit into this stand in one line. */
const SHORT = 40;

/** What the two sides are called. */
export interface SideNames {
  readonly current: string;
  readonly desired: string;
}

export const DATABASE_AND_MODEL: SideNames = { current: 'database', desired: 'model' };

/** One line a difference; an expression has a line for each side. */
export function differenceLines(
  differences: readonly SchemaDifference[],
  notes: { readonly figures: readonly OperationNote[]; readonly sources: readonly OperationNote[] },
  paint: Paint,
  names: SideNames = DATABASE_AND_MODEL,
): readonly string[] {
  const beside = (list: readonly OperationNote[]): ReadonlyMap<number, string> =>
    new Map(list.map(({ operation, text }) => [operation, text]));
  const [figures, sources] = [beside(notes.figures), beside(notes.sources)];
  const rows = differences.map((difference) => [
    `  ${difference.object}`,
    [words(difference, names), figures.get(difference.operation) ?? ''].filter((part) => part !== '').join('; '),
    sources.get(difference.operation) ?? '',
  ]);
  return aligned(rows).flatMap((line, index) => {
    const difference = differences[index];
    if (difference === undefined) return [line];
    const first = difference.state === 'extra' ? paint('bad', line) : line;
    return [first, ...difference.sides.flatMap((sides) => sideLines(sides, difference, names))];
  });
}

function words({ state, sides, text }: SchemaDifference, names: SideNames): string {
  switch (state) {
    case 'missing':
      return `in the ${names.desired}, not in the ${names.current}`;
    case 'extra':
      return `in the ${names.current}, not in the ${names.desired}`;
    case 'other':
      return text;
    case 'changed': {
      const [only, ...others] = sides;
      return only !== undefined && others.length === 0 && isShort(only)
        ? inOneLine(only, names)
        : sides.map((side) => side.attribute).join(', ');
    }
  }
}

/** Nothing where the first line has told it. */
function sideLines(sides: Sides, { sides: all }: SchemaDifference, names: SideNames): readonly string[] {
  if (isShort(sides)) return all.length === 1 ? [] : [`      ${inOneLine(sides, names)}`];
  return [
    ...(all.length === 1 ? [] : [`      ${sides.attribute}`]),
    ...aligned([
      [names.current, oneLine(sides.database)],
      [names.desired, oneLine(sides.model)],
    ]).map((line) => `      ${line}`),
  ];
}

function isShort({ database, model }: Sides): boolean {
  return database.length + model.length <= SHORT && !`${database}${model}`.includes('\n');
}

function inOneLine({ attribute, database, model }: Sides, names: SideNames): string {
  return `${attribute}: ${database} in the ${names.current}, ${model} in the ${names.desired}`;
}

/** A text of several lines in one. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
