/** The public API: one function a verb, typed results. Nothing else may be imported from outside, but `stillhead/v1` by revisions. */
export { autogenerate } from './api/autogenerate';
export type { AutogenerateResult } from './api/autogenerate';
export { check } from './api/check';
export type { CheckResult } from './api/check-result';
export { current } from './api/current';
export type { CurrentResult } from './api/current';
export { diff } from './api/diff';
export type { DiffRequest, DiffResult } from './api/diff';
export { defineOperation, reverseOperations } from './api/define-operation';
export type { CustomSql, OperationDefinition, OperationMaker } from './api/define-operation';
export { heads, history, show } from './api/history';
export { init } from './api/init';
export type { InitResult } from './api/init';
export { inspect } from './api/inspect';
export type { InspectResult } from './api/inspect';
export { openEmbedded } from './api/open-embedded';
export type { EmbeddedServer } from './api/open-embedded';
export type { ProjectOptions } from './api/project';
export type { Difference, OpenQuestion, Position } from './api/results';
export { RenamedFrom, renamedFrom } from './renamed-from';
export type { EarlierNames, EarlierNamesOfEntity } from './renamed-from';
export { revision } from './api/revision';
export type { RevisionRequest, RevisionResult } from './api/revision';
export { stamp } from './api/stamp';
export type { StampResult } from './api/stamp';
export { downgrade, downgradeScript, upgrade, upgradeScript } from './api/upgrade';
export type { RunProgress, RunRequest, RunResult } from './api/upgrade';
export type { ColumnPair } from './compare/reconcile-options';
export type {
  CompareColumnFunction,
  Hints,
  IncludeFunction,
  RevisionPlan,
  RewriteContext,
  RewriteFunction,
  UserConfig,
} from './config';
export { StillheadError } from './errors';
export type { ExitCode, Facts } from './errors';
export type { CustomData, Operation } from './operations/operation';
export type { Statement } from './operations/statement';
export type { OperationSummary } from './operations/summary';
export type { RevisionEntry } from './revisions/entry';
export type { Column, DatabaseSchema, ObjectName, QualifiedName, TypeName } from './schema/types';
