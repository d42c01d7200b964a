/**
 * What may be the id of a revision and the label of a branch. The characters and words of targets are refused at once,
 * because a file with such an id could never be named.
 */

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
