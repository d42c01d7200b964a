/** A fingerprint of a history: the key under which the result of a replay is kept. */
import { createHash } from 'node:crypto';

import type { History, Revision } from './revision';

/** Of the contents of all these revisions in their order, whatever their files are called and how their lines end. */
export function digestOf(revisions: Iterable<Revision>): string {
  const hash = createHash('sha256');
  for (const revision of revisions) {
    const text = revision.text.replaceAll('\r\n', '\n');
    hash.update(`${revision.id}\0${[...revision.downRevisions].join(',')}\0${Buffer.byteLength(text)}\0`).update(text);
  }
  return hash.digest('hex');
}

/** Of a whole history. */
export function historyDigest(history: History): string {
  return digestOf(history.revisions.values());
}
