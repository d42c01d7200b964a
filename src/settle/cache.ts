/**
 * Answers that need not be asked again: kept in memory, and in a file of the project's cache folder. Only what does not depend on
 * the state of the database is kept: no view (its columns may come from `*`), and no refusal (what was missing may come).
 */
import { readCache, writeCache } from '../files';
import type { PrintAnswers, Printed, PrintRequest } from '../schema/expressions';

/** Asks a PostgreSQL; `settle` bound to a session is one. */
export type Printer = (requests: readonly PrintRequest[]) => Promise<PrintAnswers>;

export interface CacheOptions {
  /** `null`: in memory only. */
  readonly file: string | null;
  /** One major version does not print as another does. */
  readonly major: number;
}

interface CacheFile {
  readonly format: 1;
  readonly major: number;
  readonly texts: Readonly<Record<string, string>>;
}

/** The answers of earlier runs, so that a comparison which has all it needs takes one round. */
export function rememberedAnswers({ file, major }: CacheOptions): Promise<PrintAnswers> {
  return load(file, major);
}

/** A printer that asks the one behind it only for what it does not know yet. */
export function cachedPrinter(printer: Printer, { file, major }: CacheOptions): Printer {
  let known: Map<string, Printed> | null = null;
  return async (requests) => {
    known ??= await load(file, major);
    const answers = new Map<string, Printed>();
    for (const { key } of requests) {
      const answer = known.get(key);
      if (answer !== undefined) answers.set(key, answer);
    }
    const open = requests.filter(({ key }) => !answers.has(key));
    if (open.length === 0) return answers;
    const fresh = await printer(open);
    const before = known.size;
    for (const request of open) {
      const answer = fresh.get(request.key);
      if (answer === undefined) continue;
      answers.set(request.key, answer);
      if (answer.error === null && request.kind !== 'view') known.set(request.key, answer);
    }
    if (file !== null && known.size > before) await writeCache(file, toFile(known, major));
    return answers;
  };
}

async function load(file: string | null, major: number): Promise<Map<string, Printed>> {
  const content = file === null ? null : await readCache<CacheFile>(file);
  if (content?.format !== 1 || content.major !== major) return new Map();
  return new Map(Object.entries(content.texts).map(([key, text]) => [key, { text, columns: [], error: null }]));
}

function toFile(known: ReadonlyMap<string, Printed>, major: number): CacheFile {
  const texts = [...known].flatMap(([key, { text }]) => (text === null ? [] : [[key, text] as const]));
  return { format: 1, major, texts: Object.fromEntries(texts) };
}
