/**
 * Runs the rules over a plan: pure, from operations and the facts of their statements to findings.
 * Never looks at a live database; figures of rows stand in the terminal only.
 */
import type { Operation } from '../operations/operation';
import { toStatements } from '../operations/specs';
import type { StatementContext } from '../operations/statement';
import { nameKey } from '../schema/names';
import type { QualifiedName } from '../schema/types';
import { columnsBetween } from './columns-between';
import { heldLocks } from './held';
import type { Effect, Finding, PlanFacts, PlannedOperation, Rule } from './finding';
import { dropsOf } from './drops';
import { rule as breaksRunningVersion } from './rules/breaks-running-version';
import { rule as losesData } from './rules/loses-data';
import { rule as mayFail } from './rules/may-fail';
import { rule as missingExtension } from './rules/missing-extension';
import { rule as openStep } from './rules/open-step';
import { rule as removedLabel } from './rules/removed-label';
import { rule as stopsReads } from './rules/stops-reads';
import { rule as stopsWrites } from './rules/stops-writes';
import { rule as takenDown } from './rules/taken-down';
import { stopsSomething } from './stops';

/** Every rule; a guard test compares the list with the folder. */
export const RULES: readonly Rule[] = [
  losesData,
  openStep,
  removedLabel,
  missingExtension,
  mayFail,
  stopsReads,
  stopsWrites,
  breaksRunningVersion,
  takenDown,
];

export interface Assessment {
  readonly findings: readonly Finding[];
  /** Something that was there before is stopped, if only for an instant. */
  readonly stopsForAnInstant: boolean;
}

/** What a plan does to data, to readers and writers, and to the application version still running. */
export function assess(operations: readonly Operation[], context: StatementContext): Assessment {
  const planned = operations.map((operation, index): PlannedOperation => ({
    index,
    operation,
    statements: toStatements(operation, context),
  }));
  const made = new Set(operations.flatMap(createdRelations));
  const isNew = (name: QualifiedName): boolean => made.has(nameKey(name));
  const held = heldLocks(
    planned.flatMap(({ statements }) => statements),
    isNew,
  );
  const facts: PlanFacts = {
    context,
    isNew,
    columns: columnsBetween(operations),
    held,
    drops: dropsOf(operations),
    operations: planned,
  };
  const findings = RULES.flatMap((rule) =>
    planned.flatMap((each) =>
      rule
        .check(each, facts)
        .map((found): Finding => ({ ...found, rule: rule.id, effect: rule.effect, operation: each.index })),
    ),
  );
  return { findings, stopsForAnInstant: planned.some((each) => stopsSomething(each, facts)) };
}

/** The findings of one effect. */
export function findingsOf(assessment: Assessment, effect: Effect): readonly Finding[] {
  return assessment.findings.filter((finding) => finding.effect === effect);
}

function createdRelations(operation: Operation): readonly string[] {
  if (operation.kind === 'createTable') return [nameKey(operation.table)];
  if (operation.kind === 'createView' && operation.view.materialized) return [nameKey(operation.view)];
  return [];
}
