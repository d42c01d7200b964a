/** Two schemas of any origin, and what leads from the one to the other. Reads only. */
import { diff as difference } from '../compare/diff';
import { notModelled } from '../compare/not-modelled';
import type { Operation } from '../operations/operation';
import { scriptOf } from '../operations/script';
import { toStatements } from '../operations/specs';
import type { Statement } from '../operations/statement';
import { EMPTY_SIDE, readDatabase, readScript, sideName, type Side } from './diff-sides';
import type { ProjectOptions } from './project';

export interface DiffRequest extends ProjectOptions {
  /** A database address, `model`, a revision (`head`, an id), a file that ends in `.sql`, or `empty`. */
  readonly from: string;
  readonly to: string;
}

export interface DiffResult {
  /** Nothing differs at all: no operation leads from the one to the other, and nothing differs that is not modelled. */
  readonly inSync: boolean;
  /** What the two sides are, for people. */
  readonly from: string;
  readonly to: string;
  readonly operations: readonly Operation[];
  readonly statements: readonly Statement[];
  /** What differs and no operation changes, by name. */
  readonly notModelled: readonly string[];
  /** The statements as a script that psql runs as it stands. */
  readonly script: string;
}

/** The newest major: what statements are written for where no server says which it is. */
const NEWEST_MAJOR = 18;

export async function diff(request: DiffRequest): Promise<DiffResult> {
  const from = await readOf(request.from, request);
  const to = await readOf(request.to, request);
  const defaultSchema = from.defaultSchema ?? to.defaultSchema ?? 'public';
  const context = { major: from.major ?? to.major ?? NEWEST_MAJOR, defaultSchema };
  const operations = difference(from.schema, to.schema, { defaultSchema });
  const left = notModelled(from, to, defaultSchema);
  return {
    inSync: operations.length === 0 && left.length === 0,
    from: from.words,
    to: to.words,
    operations,
    statements: operations.flatMap((operation) => toStatements(operation, context)),
    notModelled: left,
    script: scriptOf(operations, context, { remarks: [`from ${from.words} to ${to.words}`], lockTimeoutMs: 3000 }),
  };
}

async function readOf(text: string, request: DiffRequest): Promise<Side> {
  const name = sideName(text);
  switch (name.kind) {
    case 'empty':
      return EMPTY_SIDE;
    case 'url':
      return readDatabase(name.url);
    case 'file':
      return readScript(name.file, request.cwd ?? process.cwd());
    case 'model':
    case 'revision':
      throw new Error('not yet');
  }
}
