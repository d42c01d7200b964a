/**
 * Loads a JavaScript or TypeScript file of the user's, CommonJS or an ES module, as Node would load it in the user's own project.
 * What it throws is the user's error, untouched; `failures.ts` finds its place.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { codeOf } from '../errors';
import { installHooks } from './hooks';
import { formatOf, isTypeScript } from './resolve';

export type LoadedModule = Readonly<Record<string, unknown>>;

/** The exports of a file. A CommonJS file that exports a single value gives it as `default`. */
export async function loadModule(file: string): Promise<LoadedModule> {
  installHooks(file);
  if (formatOf(file) === 'esm') return importModule(file);
  try {
    const exported: unknown = createRequire(file)(file);
    return exportsOf(exported);
  } catch (error) {
    // JavaScript that turns out to be an ES module, and waits at its top level: only `import` can load it.
    const asynchronous = codeOf(error) === 'ERR_REQUIRE_ASYNC_MODULE';
    if (asynchronous && !isTypeScript(file)) return importModule(file);
    throw error;
  }
}

async function importModule(file: string): Promise<LoadedModule> {
  const exported: unknown = await import(pathToFileURL(file).href);
  return exportsOf(exported);
}

function exportsOf(exported: unknown): LoadedModule {
  if (typeof exported !== 'object' || exported === null) return { default: exported };
  return isPlain(exported) ? { ...exported } : { default: exported };
}

/**
 * An object of exports: a class instance as `module.exports` has methods instead. By shape and not by `Object.prototype`, of which there
 * is another in each realm (jest has two).
 */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null);
}

/** What a file with one thing to say exports: its default export, or all of `module.exports`; a promise is awaited. */
export async function defaultExport(module: LoadedModule): Promise<unknown> {
  const first = await (Object.hasOwn(module, 'default') ? module['default'] : module);
  // `import` of CommonJS that was compiled from an ES module: the default export is one level down.
  const compiled = typeof first === 'object' && first !== null && '__esModule' in first && 'default' in first;
  return compiled ? await first.default : first;
}
