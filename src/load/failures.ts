/** What went wrong while a file of the user's was loaded, in words: the reason, the line of the user's own code, and what to do. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

export interface LoadFailure {
  /** One line. */
  readonly reason: string;
  /** `src/user.ts:12:5`, relative to the current folder; null where no line of the user's is known. */
  readonly where: string | null;
  readonly hint: string | null;
}

/** @param file the file that was asked for; the error may come from any that it imports */
export function describeLoadFailure(error: unknown, file: string): LoadFailure {
  if (!isErrorLike(error)) return { reason: `it throws ${String(error)}`, where: null, hint: null };
  const missing = missingModule(error, file);
  if (missing !== null) return missing;
  const message = stripVTControlCharacters(error.message);
  return syntaxFailure(message) ?? { reason: firstLine(message), where: placeIn(error.stack ?? ''), hint: null };
}

interface ErrorLike {
  readonly message: string;
  readonly stack?: string | undefined;
}

/** Errors of a test runner's, or another realm's, are no instances of our Error. */
function isErrorLike(error: unknown): error is ErrorLike {
  return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
}

function missingModule(error: ErrorLike, file: string): LoadFailure | null {
  const code = 'code' in error ? error.code : null;
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return null;
  const name = /Cannot find (?:module|package) '([^']*)'/.exec(error.message)?.[1] ?? 'a module';
  const importer = /imported from (.*)$/m.exec(error.message)?.[1] ?? requireStack(error) ?? file;
  const plain = importer.startsWith('file:') ? fileURLToPath(importer) : importer;
  const shown = name.startsWith('/') ? relative(name) : name;
  const isPackage = !/^[./]|^[a-z]:/i.test(name);
  return {
    reason: `'${shown}' is not found, which ${relative(plain)} imports`,
    where: lineOf(plain, name),
    hint: isPackage ? `npm install ${packageOf(name)}, or check paths in tsconfig.json` : null,
  };
}

function requireStack(error: ErrorLike): string | null {
  const stack: unknown = 'requireStack' in error ? error.requireStack : null;
  const first: unknown = Array.isArray(stack) ? stack[0] : null;
  return typeof first === 'string' ? first : null;
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Where a file names what it imports; without a line where it cannot be read. */
function lineOf(file: string, specifier: string): string {
  try {
    const name = path.basename(specifier).replace(/\.[a-z]+$/, '');
    const line = fs
      .readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((text) => /\b(import|require|from)\b/.test(text) && text.includes(name));
    return line === -1 ? relative(file) : `${relative(file)}:${line + 1}`;
  } catch {
    return relative(file);
  }
}

/** swc draws the place: `x Expected ';'` and `,-[/project/src/user.ts:3:1]` below. */
function syntaxFailure(message: string): LoadFailure | null {
  const place = /[,╭][-─]+\[(.*?):(\d+):(\d+)\]/.exec(message);
  if (place === null) return null;
  // The column is that of the line's start; the true one is only drawn.
  const [, file = '', line = ''] = place;
  const reason = /^\s*[x×]\s*(.*)$/m.exec(message)?.[1] ?? 'a syntax error';
  return { reason: `syntax error: ${reason}`, where: `${relative(file)}:${line}`, hint: null };
}

/** The first place in a stack that is neither Node's, nor a package's, nor ours. */
function placeIn(stack: string): string | null {
  const own = path.dirname(__dirname);
  // A syntax error in JavaScript stands in the first line of its stack, before the message.
  const head = /^(?:file:\/\/)?(\/[^\n]*?\.[cm]?[jt]sx?):(\d+)\n/.exec(stack);
  if (head !== null) return `${relative(head[1] ?? '')}:${head[2] ?? ''}`;
  for (const line of stack.split('\n')) {
    const found = /(?:\(|at (?:async )?)((?:file:\/\/)?(?:\/|[a-z]:[\\/])[^()]*?):(\d+):(\d+)\)?$/i.exec(line.trim());
    if (found === null) continue;
    const [, raw = '', row = '', column = ''] = found;
    const file = raw.startsWith('file:') ? fileURLToPath(raw) : raw;
    if (file.includes(`${path.sep}node_modules${path.sep}`) || file.startsWith(own + path.sep)) continue;
    // The maps of a package (TypeORM's) may name sources that were never published.
    if (!fs.existsSync(file)) continue;
    return `${relative(file)}:${row}:${column}`;
  }
  return null;
}

function relative(file: string): string {
  const shown = path.relative(process.cwd(), file);
  return shown === '' || shown.startsWith('..') ? file : shown;
}

function firstLine(message: string): string {
  return (
    message
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? 'it throws an error without a message'
  );
}
