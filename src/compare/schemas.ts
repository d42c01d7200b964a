/** Schemas and extensions. Whether an extension is made or only required is the policy of whoever asked for the difference. */
import type { Operation } from '../operations/operation';
import { objectName } from '../schema/names';
import type { DatabaseSchema } from '../schema/types';
import { diffComment } from './comments';
import { pairUp } from './equal';

export function diffNamespaces(current: DatabaseSchema, target: DatabaseSchema): readonly Operation[] {
  const { added, dropped, kept } = pairUp(current.namespaces, target.namespaces, (namespace) => namespace.name);
  return [
    ...added.map((namespace): Operation => ({ kind: 'createSchema', namespace })),
    ...kept.flatMap((pair) => diffComment(objectName('schema', pair.to.name, pair.to.name), pair)),
    ...dropped.map((namespace): Operation => ({ kind: 'dropSchema', name: namespace.name, was: namespace })),
  ];
}

/** An extension is told by its name: where it lies is the database's affair. */
export function diffExtensions(current: DatabaseSchema, target: DatabaseSchema): readonly Operation[] {
  const { added, dropped } = pairUp(current.extensions, target.extensions, (extension) => extension.name);
  return [
    ...added.map((extension): Operation => ({ kind: 'createExtension', extension })),
    ...dropped.map((was): Operation => ({ kind: 'dropExtension', name: was.name, was })),
  ];
}
