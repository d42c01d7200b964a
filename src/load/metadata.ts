/**
 * Mends the decorator metadata that swc writes, so that it behaves as tsc's does. Text in, text out: the forms that swc prints are pinned
 * by tests, because another version of swc may print others.
 *
 * swc looks at one file alone and cannot know whether an imported name is a class or only a type, so it keeps every import that metadata
 * mentions. An interface is then a missing export, a package of types alone (`geojson`) a missing module.
 */

export type ModuleFormat = 'esm' | 'commonjs';

/** How swc writes the type of a property: `typeof _user.User === "undefined" ? Object : _user.User`, longer for `ns.Type`. */
const TYPE =
  /(?:typeof [\w$.]+ === "undefined" \|\| )*typeof ([\w$]+)((?:\.[\w$]+)*) === "undefined" \? Object : \1\2(?![\w$.])/g;

/** How it prints an import of names, on one line. */
const IMPORT = /^import (?:([\w$]+)(?:, )?)?(?:\{ ([^}]*) \}|\* as ([\w$]+))? from (['"])(.+?)\4;$/gm;

const REQUIRE = /\brequire\((['"])(.+?)\1\)/g;

/** Marks an import that only metadata needs; the hook gives an empty module where there is none. */
export const FOR_METADATA = '?stillhead-metadata';

/**
 * What tsc would have written for a type. A class of a circular import is not there yet when its type is read, which in swc's form
 * throws (it exports by getters, and `typeof` of a class before its declaration is an error): then it is Object. An enum is an object
 * at run time, and its type is that of its values (numeric ones hold the way back, too).
 */
const TYPE_FUNCTION = `function __stillheadType(read) {
  let value;
  try { value = read(); } catch { return Object; }
  if (typeof value === "function") return value;
  if (value === null || typeof value !== "object") return Object;
  const kinds = Object.keys(value).filter((key) => !/^-?\\d+(\\.\\d+)?$/.test(key)).map((key) => typeof value[key]);
  if (kinds.length === 0) return Object;
  return kinds.every((kind) => kind === "string") ? String : kinds.every((kind) => kind === "number") ? Number : Object;
}`;

const REQUIRE_FUNCTION = `function __stillheadRequire(read) {
  try { return read(); } catch (error) { if (error?.code === "MODULE_NOT_FOUND") return {}; throw error; }
}`;

/**
 * @param output what swc printed with metadata
 * @param plain what it printed without: there it leaves out each import that is of types alone
 */
export function mendMetadata(output: string, plain: string, format: ModuleFormat): string {
  const mended = format === 'esm' ? mendImports(output, plain) : mendRequires(output, plain);
  const types = mended.replace(TYPE, (_whole, name: string, rest: string) => `__stillheadType(() => ${name}${rest})`);
  const functions = types.includes('__stillheadRequire(') ? `${TYPE_FUNCTION}\n${REQUIRE_FUNCTION}` : TYPE_FUNCTION;
  // Function declarations are hoisted: behind the code they move no line, so the source map stays true.
  const map = types.lastIndexOf('//# sourceMappingURL=');
  const end = map === -1 ? types.length : map;
  return `${types.slice(0, end)}\n${functions}\n${types.slice(end)}`;
}

function mendRequires(output: string, plain: string): string {
  const needed = new Set([...plain.matchAll(REQUIRE)].map((match) => match[2]));
  return output.replace(REQUIRE, (whole, _quote: string, source: string) =>
    needed.has(source) ? whole : `__stillheadRequire(() => ${whole})`,
  );
}

interface ImportedName {
  readonly local: string;
  /** As in the source: `User as Person`. */
  readonly text: string;
  readonly imported: string;
}

function mendImports(output: string, plain: string): string {
  const needed = new Set(
    [...plain.matchAll(IMPORT)].flatMap((match) => importedNames(match).map((name) => name.local)),
  );
  const moved = new Map<string, string>();
  let count = 0;
  const imports = output.replace(IMPORT, (...match) => {
    const [whole = '', , , , quote = '"', source = ''] = match.map(String);
    const names = importedNames(match.map((part) => (typeof part === 'string' ? part : undefined)));
    const unneeded = names.filter((name) => !needed.has(name.local));
    if (unneeded.length === 0) return whole;
    const namespace = `__stillheadTypes${count++}`;
    for (const name of unneeded)
      moved.set(name.local, name.imported === '*' ? namespace : `${namespace}.${name.imported}`);
    const kept = names.filter((name) => needed.has(name.local));
    // One line stays one line, for the source map.
    return `${printImport(kept, quote, source)} import * as ${namespace} from ${quote}${source}${FOR_METADATA}${quote};`.trim();
  });
  return imports.replace(TYPE, (whole, name: string, rest: string) => {
    const place = moved.get(name);
    return place === undefined ? whole : `__stillheadType(() => ${place}${rest})`;
  });
}

function importedNames(match: readonly (string | undefined)[]): readonly ImportedName[] {
  const [, standard, list, namespace] = match;
  const named = (list ?? '').split(', ').filter((text) => text !== '');
  return [
    ...(standard === undefined ? [] : [{ local: standard, text: standard, imported: 'default' }]),
    ...(namespace === undefined ? [] : [{ local: namespace, text: `* as ${namespace}`, imported: '*' }]),
    ...named.map((text) => {
      const [imported = '', local = imported] = text.split(' as ');
      return { local, text, imported };
    }),
  ];
}

function printImport(names: readonly ImportedName[], quote: string, source: string): string {
  if (names.length === 0) return '';
  const whole = names
    .filter((name) => name.imported === 'default' && !name.text.includes(' as '))
    .map((name) => name.text);
  const namespaces = names.filter((name) => name.imported === '*').map((name) => name.text);
  const list = names
    .filter((name) => !whole.includes(name.text) && !namespaces.includes(name.text))
    .map((name) => name.text);
  const parts = [...whole, ...namespaces, ...(list.length === 0 ? [] : [`{ ${list.join(', ')} }`])];
  return `import ${parts.join(', ')} from ${quote}${source}${quote};`;
}
