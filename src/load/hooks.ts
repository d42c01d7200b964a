/**
 * Teaches this process to load TypeScript, by `require` and by `import` alike. For the whole process, because TypeORM itself loads the
 * files that entity globs name. A tool that the user has set up (ts-node, tsx, …) is left to do it instead.
 */
import * as fs from 'node:fs';
import Module from 'node:module';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { formatOf, isTypeScript, projectOf, resolveImport } from './resolve';
import { transform } from './transform';

/** What Node has always had, and every loader uses, but its types do not name. */
interface ModuleInternals {
  _extensions: Record<string, ((module: CompiledModule, file: string) => void) | undefined>;
  _resolveFilename: (this: unknown, specifier: string, parent: Parent | null | undefined, ...rest: unknown[]) => string;
}

interface CompiledModule {
  _compile(code: string, file: string): void;
}

interface Parent {
  readonly filename?: string | null;
}

const internals = internalsOf(Module);
const ENDINGS = ['.ts', '.cts', '.mts', '.tsx'];

let requireHooked = false;
let importHooked = false;

function internalsOf(module: object): ModuleInternals {
  if (hasInternals(module)) return module;
  throw new Error(`Node.js ${process.version} has no Module._extensions, by which TypeScript is loaded`);
}

function hasInternals(module: object): module is ModuleInternals {
  return '_extensions' in module && '_resolveFilename' in module;
}

/** Makes ready to load `file` and what it imports. Does nothing that is done already. */
export function installHooks(file: string): void {
  if (toolOfTheUser()) return;
  hookRequire();
  if (formatOf(file) === 'esm') hookImport();
}

/** Whether something else compiles TypeScript here: an ending that is known, and not by Node's own stripping of types. */
function toolOfTheUser(): boolean {
  if (requireHooked) return false;
  const known = internals._extensions['.ts'];
  const byNode = known?.name === 'loadTS' || Reflect.get(process.features, 'typescript') === known?.name;
  const asked = process.execArgv.some((argument) =>
    /(^|[/=@])(ts-node|tsx|swc-node|oxc-node|ts-blank-space)/.test(argument),
  );
  return (known !== undefined && !byNode) || asked;
}

function hookRequire(): void {
  if (requireHooked) return;
  requireHooked = true;
  // Errors of the user's code are told with the line of the source.
  process.setSourceMapsEnabled(true);
  const before = internals._resolveFilename;
  internals._resolveFilename = function resolveFilename(specifier, parent, ...rest) {
    const file = typeof parent?.filename === 'string' ? resolveImport(specifier, parent.filename) : null;
    return file ?? Reflect.apply(before, this, [specifier, parent, ...rest]);
  };
  for (const ending of ENDINGS) internals._extensions[ending] = compile;
}

function compile(module: CompiledModule, file: string): void {
  const code = fs.readFileSync(file, 'utf8');
  if (!isTypeScript(file)) {
    module._compile('', file);
    return;
  }
  const { compilerOptions } = projectOf(path.dirname(file));
  module._compile(transform(code, file, 'commonjs', compilerOptions), file);
}

function hookImport(): void {
  if (importHooked) return;
  importHooked = true;
  Module.register('./esm-hooks.js', pathToFileURL(__filename));
}
