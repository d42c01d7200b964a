/** The body of `upgrade` or `downgrade`: one call a statement, grouped by what it touches, losses told where they happen. */
import { columnSwaps, isStepOf } from '../operations/column-swaps';
import type { ColumnSwap } from '../operations/column-swaps';
import type { Operation } from '../operations/operation';
import { footprint, toCall } from '../operations/specs';
import { displayName } from '../schema/names';
import { printTypeName } from '../schema/type-name';
import type { ObjectKind } from '../schema/types';
import type { Duration, Effect, Finding } from '../safety/finding';
import { callSource, commentText } from './literals';

/** One direction: its operations, and what was found of them. */
export interface DirectionInput {
  readonly operations: readonly Operation[];
  readonly findings: readonly Finding[];
}

/** Source lines of the operations of one direction; an empty list gives an empty text. */
export function bodySource({ operations, findings: all }: DirectionInput, defaultSchema: string): string {
  const findings = byOperation(all);
  const swaps = columnSwaps(operations).filter(({ follows }) => !follows);
  const lines: string[] = [];
  let group: string | null = null;
  operations.forEach((operation, index) => {
    const own = groupOf(operation);
    if (group !== null && own !== group) lines.push('');
    group = own;
    const swap = operation.kind === 'addColumn' ? swaps.find((each) => isStepOf(each, operation)) : undefined;
    if (swap !== undefined) lines.push(`// ${commentText(swapWords(swap, defaultSchema))}`);
    if (assumesUtc(operation)) lines.push(`// ${ZONE}`);
    if (partsRevision(operations, index)) lines.push(`// ${COMMITTED}`);
    for (const comment of comments(findings.get(index) ?? [])) lines.push(`// ${comment}`);
    lines.push(ownSource(operation) ?? `await ${callSource(toCall(operation, defaultSchema))};`);
  });
  return lines.join('\n');
}

/** `book.id: uuid → bigint, and with it loan.book_id. Added beside, filled, …`: the steps that follow belong together. */
function swapWords(swap: ColumnSwap, defaultSchema: string): string {
  const name = ({ table, name: column }: ColumnSwap): string => `${displayName(table, defaultSchema)}.${column}`;
  const [from, to] = [swap.from, swap.to].map(({ type }) => printTypeName(type, 'file', defaultSchema));
  const others = swap.followers.length === 0 ? '' : `, and with it ${swap.followers.map(name).join(', ')}`;
  return `${name(swap)}: ${from ?? ''} → ${to ?? ''}${others}. Added beside, filled, then put in the place of the old ones: no cast leads there`;
}

const COMMITTED =
  'committed before what follows, and kept if that fails: until then PostgreSQL lets nobody use a new label';

/** The first of some new labels that something follows: there the revision falls into parts. */
function partsRevision(operations: readonly Operation[], index: number): boolean {
  const adds = (at: number): boolean => operations[at]?.kind === 'addEnumValue';
  return adds(index) && !adds(index - 1) && index + 1 < operations.length;
}

const ZONE = "between the two types the zone is taken to be UTC: write another one into AT TIME ZONE 'UTC' where it is";

function assumesUtc(operation: Operation): boolean {
  const using = operation.kind === 'alterColumn' ? (operation.changes.type?.using ?? null) : null;
  return using !== null && using.includes("AT TIME ZONE 'UTC'");
}

/** What an operation of the project's own is to be written as, where it says so. */
function ownSource(operation: Operation): string | null {
  return operation.kind === 'custom' ? operation.forth.source : null;
}

/** Operations on one table stand together, and so do those on things that many tables share; a blank line parts them from the next. */
function groupOf(operation: Operation): string {
  const touched = footprint(operation);
  const [object] = [...touched.alters, ...touched.creates, ...touched.drops];
  if (operation.kind === 'todo' && operation.table !== null) return `${operation.table.schema}.${operation.table.name}`;
  if (!object) return operation.kind;
  return SHARED.has(object.kind) ? object.kind : `${object.schema}.${object.table ?? object.name}`;
}

const SHARED: ReadonlySet<ObjectKind> = new Set(['schema', 'extension', 'enum', 'sequence']);

function comments(findings: readonly Finding[]): readonly string[] {
  const lines: string[] = [];
  if (findings.some((finding) => finding.effect === 'losesData')) lines.push('LOSES DATA');
  const needs = findings.filter(({ effect, rule }) => effect === 'needsYou' && rule !== 'open-step');
  for (const { detail } of needs) lines.push(commentText(`NEEDS YOU · ${detail}`));
  const stops = findings.filter((finding) => finding.effect === 'stopsReads' || finding.effect === 'stopsWrites');
  const told = new Set<string>();
  for (const duration of ['rewrite', 'scan', 'held'] as const) {
    for (const effect of ['stopsReads', 'stopsWrites'] as const) {
      const found = stops.filter(
        (each) => each.effect === effect && each.duration === duration && !told.has(each.subject),
      );
      const subjects = [...new Set(found.map(({ subject }) => subject))];
      for (const subject of subjects) told.add(subject);
      if (subjects.length > 0) lines.push(stopText(effect, subjects, duration));
    }
  }
  return lines;
}

function stopText(effect: Effect, subjects: readonly string[], duration: Duration): string {
  const what = effect === 'stopsReads' ? 'reads and writes' : 'writes';
  const pronoun = subjects.length > 1 ? 'they are' : 'it is';
  const work = `while ${pronoun} ${duration === 'rewrite' ? 'rewritten' : 'read through'}`;
  return commentText(`${what} of ${subjects.join(', ')} stop ${duration === 'held' ? 'until this is done' : work}`);
}

function byOperation(findings: readonly Finding[]): ReadonlyMap<number, readonly Finding[]> {
  const groups = new Map<number, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.operation);
    if (group) group.push(finding);
    else groups.set(finding.operation, [finding]);
  }
  return groups;
}
