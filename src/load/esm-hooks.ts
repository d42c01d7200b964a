/**
 * Node's hooks for ES modules: TypeScript is compiled as it is imported. Runs on Node's loader thread, where nothing of the main one is
 * known; finds everything by itself.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FOR_METADATA } from './metadata';
import { formatOf, isTypeScript, projectOf, resolveImport } from './resolve';
import { transform } from './transform';

interface Resolved {
  readonly url: string;
  readonly format?: string | null;
  readonly shortCircuit?: boolean;
}

interface Loaded {
  readonly format: string | null | undefined;
  readonly source?: string | null;
  readonly shortCircuit?: boolean;
}

interface ResolveContext {
  readonly parentURL?: string | undefined;
}

interface LoadContext {
  readonly format?: string | null | undefined;
}

/** Next is Node's own, or another tool's: what it answers is passed on, a promise on the loader thread. */
export function resolve<Context extends ResolveContext, Answer>(
  specifier: string,
  context: Context,
  next: (specifier: string, context: Context) => Answer,
): Answer | Resolved | Promise<unknown> {
  if (specifier.endsWith(FOR_METADATA))
    return resolveForMetadata(specifier.slice(0, -FOR_METADATA.length), context, next);
  const file = targetOf(specifier, context.parentURL);
  if (file === null) return next(specifier, context);
  const url = pathToFileURL(file).href + queryOf(specifier);
  if (!isTypeScript(file)) return next(url, context);
  return { url, format: nodeFormat(file), shortCircuit: true };
}

/** A module that only metadata needs may be one of types alone, and then there is nothing at run time. */
function resolveForMetadata<Context extends ResolveContext, Answer>(
  specifier: string,
  context: Context,
  next: (specifier: string, context: Context) => Answer,
): Answer | Resolved | Promise<unknown> {
  try {
    const answer = resolve(specifier, context, next);
    return answer instanceof Promise ? answer.catch(() => NOTHING) : answer;
  } catch {
    return NOTHING;
  }
}

const NOTHING: Resolved = { url: 'data:text/javascript,', format: 'module', shortCircuit: true };

export function load<Context extends LoadContext, Answer>(
  url: string,
  context: Context,
  next: (url: string, context: Context) => Answer,
): Answer | Loaded {
  if (!url.startsWith('file:')) return next(url, context);
  const file = fileURLToPath(url);
  if (!isTypeScript(file)) return next(url, context);
  // Without a source Node hands the file to `require`, whose hook compiles it.
  if (formatOf(file) === 'commonjs') return { format: 'commonjs', source: null, shortCircuit: true };
  const { compilerOptions } = projectOf(path.dirname(file));
  const source = transform(fs.readFileSync(file, 'utf8'), file, 'esm', compilerOptions);
  return { format: 'module', source, shortCircuit: true };
}

function targetOf(specifier: string, parentURL: string | undefined): string | null {
  if (specifier.startsWith('file:')) {
    const file = fileURLToPath(specifier);
    return isTypeScript(file) ? file : null;
  }
  return parentURL?.startsWith('file:') === true
    ? resolveImport(specifier.replace(/[?#].*$/, ''), fileURLToPath(parentURL))
    : null;
}

/** `./user.ts?v=2` is another module than `./user.ts`. */
function queryOf(specifier: string): string {
  return /[?].*$/.exec(specifier)?.[0] ?? '';
}

function nodeFormat(file: string): string {
  return formatOf(file) === 'esm' ? 'module' : 'commonjs';
}
