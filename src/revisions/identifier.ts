/**
 * What may be the id of a revision and the label of a branch. The characters and words of targets are refused at once,
 * because a file with such an id could never be named. An id that is given to a new revision must also do as part of a file's name.
 */
import type { History } from './revision';

/** `branch@head-1`, `a:b` and `+2` are targets. */
const FORBIDDEN = /[@\-+:\s]/;
const RESERVED: ReadonlySet<string> = new Set(['head', 'heads', 'base', 'current']);

/** Why this cannot be the id of a revision or a branch label; `null` when it can. */
export function problemOfIdentifier(id: string): string | null {
  if (id === '') return 'it is empty';
  if (RESERVED.has(id)) return `'${id}' is a word of targets`;
  const found = FORBIDDEN.exec(id);
  if (found !== null) return `${found[0].trim() === '' ? 'white space' : `'${found[0]}'`} is not allowed in it`;
  return null;
}

/** As part of a file's name it is at most 160 bytes, of the 255 that file systems take. */
const LONGEST = 40;

/** Why a new revision of this history cannot have this id; `null` when it can. */
export function problemOfNewIdentifier(id: string, { revisions }: Pick<History, 'revisions'>): string | null {
  const problem = problemOfIdentifier(id);
  if (problem !== null) return problem;
  if (!/^[\p{L}\p{N}_.]+$/u.test(id)) return 'it may hold letters, digits, _ and dots';
  if (id.length > LONGEST) return `it is longer than ${LONGEST} characters`;
  const same = revisions.get(id);
  if (same !== undefined) return `${same.file} has it already`;
  const labelled = [...revisions.values()].find(({ branchLabels }) => branchLabels.includes(id));
  return labelled === undefined ? null : `it is a branch label of ${labelled.file}`;
}
