/** What differs between two sides, for people: the object, how each side has it, and where it is declared. */
import type { OperationNote } from '../api/operation-notes';
import type { SchemaDifference, Sides } from '../operations/differences';
import { aligned } from './style';
import type { Paint } from './style';

/** Two sides that fit into this stand in one line. */
const SHORT = 40;

/** One line a difference; an expression has a line for each side. */
export function differenceLines(
  differences: readonly SchemaDifference[],
  notes: { readonly figures: readonly OperationNote[]; readonly sources: readonly OperationNote[] },
  paint: Paint,
): readonly string[] {
  const beside = (list: readonly OperationNote[]): ReadonlyMap<number, string> =>
    new Map(list.map(({ operation, text }) => [operation, text]));
  const [figures, sources] = [beside(notes.figures), beside(notes.sources)];
  const rows = differences.map((difference) => [
    `  ${difference.object}`,
    [words(difference), figures.get(difference.operation) ?? ''].filter((part) => part !== '').join('; '),
    sources.get(difference.operation) ?? '',
  ]);
  return aligned(rows).flatMap((line, index) => {
    const difference = differences[index];
    if (difference === undefined) return [line];
    const first = difference.state === 'extra' ? paint('bad', line) : line;
    return [first, ...difference.sides.flatMap((sides) => sideLines(sides, difference))];
  });
}

function words({ state, sides, text }: SchemaDifference): string {
  switch (state) {
    case 'missing':
      return 'in the model, not in the database';
    case 'extra':
      return 'in the database, not in the model';
    case 'other':
      return text;
    case 'changed': {
      const [only, ...others] = sides;
      return only !== undefined && others.length === 0 && isShort(only)
        ? inOneLine(only)
        : sides.map((side) => side.attribute).join(', ');
    }
  }
}

/** Nothing where the first line has told it. */
function sideLines(sides: Sides, { sides: all }: SchemaDifference): readonly string[] {
  if (isShort(sides)) return all.length === 1 ? [] : [`      ${inOneLine(sides)}`];
  return [
    ...(all.length === 1 ? [] : [`      ${sides.attribute}`]),
    ...aligned([
      ['database', oneLine(sides.database)],
      ['model', oneLine(sides.model)],
    ]).map((line) => `      ${line}`),
  ];
}

function isShort({ database, model }: Sides): boolean {
  return database.length + model.length <= SHORT && !`${database}${model}`.includes('\n');
}

function inOneLine({ attribute, database, model }: Sides): string {
  return `${attribute}: ${database} in the database, ${model} in the model`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
