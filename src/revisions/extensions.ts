/**
 * Which extensions pending revisions require that a database does not have, read from their syntax. It must never run the file; a name
 * that is no literal is not seen here.
 */
import type { Extension } from '../schema/types';
import { readCalls } from './calls';
import { literalValue } from './literal-value';
import type { Revision } from './revision';

export interface LackingExtension {
  readonly name: string;
  /** The first revision that requires it. */
  readonly revision: string;
}

/**
 * What these revisions, in the order in which they are run, require and no earlier one of them creates.
 * @throws RevisionFileInvalidError
 */
export function lackingExtensions(
  pending: readonly Revision[],
  { extensions }: { readonly extensions: readonly Extension[] },
): readonly LackingExtension[] {
  const there = new Set(extensions.map(({ name }) => name));
  const lacking = new Map<string, LackingExtension>();
  for (const revision of pending) {
    for (const { verb, direction, args } of readCalls(revision, [
      'requireExtension',
      'createExtension',
      'dropExtension',
    ])) {
      const name = literalValue(args[0] ?? []);
      if (direction === 'downgrade' || typeof name !== 'string') continue;
      if (verb === 'createExtension') there.add(name);
      else if (verb === 'dropExtension') there.delete(name);
      else if (!there.has(name) && !lacking.has(name)) lacking.set(name, { name, revision: revision.id });
    }
  }
  return [...lacking.values()];
}
