/** Live figures beside operations: how much is lost, how much is to be filled. They stand in the terminal and in no file. */
import { readFigures } from '../catalog/figures';
import type { FigureRequest } from '../catalog/figures';
import type { Operation } from '../operations/operation';
import { findingsOf } from '../safety/assess';
import { nameKey } from '../schema/names';
import type { QualifiedName } from '../schema/types';
import type { OperationNote } from './operation-notes';
import type { Project } from './project';
import type { Difference, OpenQuestion } from './results';

/** More than a person reads, and than one statement should count. */
const MOST = 50;

export interface Wanted extends FigureRequest {
  readonly operation: number;
  readonly words: (count: number) => string;
}

/** Asks the database in one round trip; nothing is asked where nothing is lost and nothing is to be filled. */
export async function figuresOf(
  project: Project,
  { operations, assessment }: Pick<Difference, 'operations' | 'assessment'>,
): Promise<readonly OperationNote[]> {
  const losing = new Set(findingsOf(assessment, 'losesData').map((finding) => finding.operation));
  const wanted = wantedFigures(operations, losing).slice(0, MOST);
  if (wanted.length === 0) return [];
  const figures = await readFigures(await project.connect(), wanted);
  return wanted.flatMap(({ operation, words }, index) => {
    const figure = figures[index] ?? null;
    return figure === null ? [] : [{ operation, text: words(figure), ...(figure === 0 && { none: true }) }];
  });
}

/** The questions, each with how much would go; a figure that cannot be had is left out. */
export async function withFigures(
  project: Project,
  questions: readonly OpenQuestion[],
): Promise<readonly OpenQuestion[]> {
  const counted = questions.slice(0, MOST).flatMap((question) => {
    const asked = goingWith(question);
    return asked === null ? [] : [{ question, ...asked }];
  });
  if (counted.length === 0) return questions;
  const figures = await readFigures(await project.connect(), counted);
  const texts = new Map(
    counted.flatMap(({ question, column }, index) => {
      const figure = figures[index] ?? null;
      return figure === null ? [] : [[question, `${amount(figure, column === null ? 'row' : 'value')} now`] as const];
    }),
  );
  return questions.map((question) => {
    const figure = texts.get(question);
    return figure === undefined ? question : { ...question, figure };
  });
}

function goingWith({ object: { kind, schema, name, table } }: OpenQuestion): FigureRequest | null {
  if (kind === 'table') return { table: { schema, name }, column: null };
  return kind === 'column' && table !== null ? { table: { schema, name: table }, column: name } : null;
}

/** What is to be counted, beside which operation. `losing`: positions of those that lose data. */
export function wantedFigures(operations: readonly Operation[], losing: ReadonlySet<number>): readonly Wanted[] {
  const given = operations.map(newName);
  const filled = new Set(operations.flatMap((operation, index) => filledBefore(operation, operations[index - 1])));
  return operations
    .flatMap((operation, index) => request(operation, index, losing, filled))
    .filter(({ operation, table, column }) => {
      const renamed = given.slice(0, operation).flat();
      return !renamed.includes(nameKey(table)) && !renamed.includes(columnKey(table, column ?? ''));
    });
}

/** A column that becomes required once a person has filled it: the open step stands right before. */
function filledBefore(operation: Operation, before: Operation | undefined): readonly string[] {
  const isRequired = operation.kind === 'alterColumn' && operation.changes.notNull?.to === true;
  return isRequired && before?.kind === 'todo' ? [columnKey(operation.table, operation.name)] : [];
}

/** A name that the plan gives before: the database does not know it yet. */
function newName(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case 'renameTable':
      return [nameKey({ schema: operation.table.schema, name: operation.to })];
    case 'moveTable':
      return [nameKey({ schema: operation.toSchema, name: operation.table.name })];
    case 'renameColumn':
      return [columnKey(operation.table, operation.to)];
    case 'createTable':
      return [nameKey(operation.table)];
    default:
      return [];
  }
}

function columnKey(table: QualifiedName, column: string): string {
  return `${nameKey(table)}\0${column}`;
}

function request(
  operation: Operation,
  index: number,
  losing: ReadonlySet<number>,
  filled: ReadonlySet<string>,
): readonly Wanted[] {
  const of = (table: FigureRequest['table'], column: string | null, words: Wanted['words']): readonly Wanted[] => [
    { operation: index, table, column, words },
  ];
  switch (operation.kind) {
    case 'dropTable':
      return of(operation.table, null, (count) => `${amount(count, 'row')} now`);
    case 'dropColumn':
      return losing.has(index) ? of(operation.table, operation.name, (count) => `${amount(count, 'value')} now`) : [];
    case 'alterColumn':
      return losing.has(index) ? of(operation.table, operation.name, (count) => `${amount(count, 'value')} now`) : [];
    case 'addColumn':
      return filled.has(columnKey(operation.table, operation.column.name))
        ? of(operation.table, null, (count) => `required; ${amount(count, 'row')} to fill`)
        : [];
    default:
      return [];
  }
}

function amount(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
