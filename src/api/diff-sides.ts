/** The two sides of `diff`: what a person may write for one, and how each is read. Reads only: what must be made is made on a scratch. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readCatalog } from '../catalog/read';
import type { ComparedSide } from '../compare/not-modelled';
import { openDatabase } from '../database';
import { EMPTY_SCHEMA } from '../schema/empty';
import type { DatabaseSchema } from '../schema/types';
import { openScratch } from '../scratch/scratch';
import type { Session } from '../session';

/** What a side is, from the words that a person writes for it. */
export type SideName =
  | { readonly kind: 'empty' }
  | { readonly kind: 'model' }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'revision'; readonly target: string };

/** A side that was read. */
export interface Side extends ComparedSide {
  /** For people: `clinic on localhost:5432`. */
  readonly words: string;
  /** Of the server that printed its expressions; `null` where none did. */
  readonly major: number | null;
  /** In which a bare name lies; `null` where nobody says so. */
  readonly defaultSchema: string | null;
}

/** `empty`, `model`, an address, a file that ends in .sql; anything else is a revision. */
export function sideName(text: string): SideName {
  if (text === 'empty' || text === 'model') return { kind: text };
  if (/^postgres(ql)?:\/\//i.test(text)) return { kind: 'url', url: text };
  if (/\.sql$/i.test(text)) return { kind: 'file', file: text };
  return { kind: 'revision', target: text };
}

/** Every database holds the schema `public`. */
const NOTHING: DatabaseSchema = { ...EMPTY_SCHEMA, namespaces: [{ name: 'public', comment: null }] };

export const EMPTY_SIDE: Side = {
  schema: NOTHING,
  facts: [],
  words: 'an empty database',
  major: null,
  defaultSchema: null,
};

export async function readDatabase(url: string): Promise<Side> {
  const session = await openDatabase({ dataSourceOptions: { type: 'postgres' }, url });
  try {
    return await readSide(session, session.server.description);
  } finally {
    await session.close();
  }
}

/** A script, run on a scratch database and read back there. */
export async function readScript(file: string, cwd: string): Promise<Side> {
  const sql = await readFile(path.resolve(cwd, file), 'utf8');
  const scratch = await openScratch();
  try {
    const session = await scratch.session();
    await session.script(sql);
    return await readSide(await scratch.session(), file);
  } finally {
    await scratch.close();
  }
}

export async function readSide(session: Session, words: string): Promise<Side> {
  const { schema, unmodelled, currentSchema } = await readCatalog(session);
  return { schema, facts: unmodelled, words, major: session.server.major, defaultSchema: currentSchema };
}
