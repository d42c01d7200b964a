/** The open steps of pending revisions at which an upgrade would stop. Only asks whether their tables have rows. */
import path from 'node:path';
import type { Plan } from '../revisions/plan';
import { hasRows, stoppingSteps } from '../runner/open-steps';
import type { Project } from './project';

export interface PendingStep {
  readonly revision: string;
  /** From the project's folder, as a person would type it. */
  readonly file: string;
  readonly line: number;
  /** What is to be written; `null`: the file does not say it in a literal. */
  readonly text: string | null;
}

/** In the order of the plan. A table that this role may not read counts as one with rows. @throws RevisionFileInvalidError */
export async function pendingSteps(project: Project, plan: Plan): Promise<readonly PendingStep[]> {
  const session = await project.connect();
  const found: PendingStep[] = [];
  const steps = stoppingSteps(plan, await project.defaultSchema(), (table, column) =>
    hasRows(session, table, column).catch(() => true),
  );
  for await (const { revision, step } of steps) {
    const file = path.relative(project.config.root, revision.file);
    found.push({ revision: revision.id, file, line: step.line, text: step.text });
  }
  return found;
}
