/**
 * Finds what breaks the import rules, whose tables stand in `import-tables.ts`. Works on a map of file names to texts, so that its own
 * test can hand it broken trees.
 */
import * as path from 'node:path';
import * as ts from 'typescript';
import {
  ACCESS,
  FOR_EVERYONE,
  FORBIDDEN_NAME,
  IMPURE,
  PACKAGES,
  PLACES,
  PURE,
  PURE_MODULES,
  STRINGS,
} from './import-tables';

export interface Offence {
  /** Below src/, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  /** What was found: `compare/diff.ts → catalog/read.ts`. */
  readonly found: string;
}

export type Sources = ReadonlyMap<string, string>;

/** All that breaks a rule, by file and line. */
export function offences(sources: Sources): Offence[] {
  const found: Offence[] = [];
  const edges = new Map<string, { to: string; line: number }[]>();
  for (const [file, text] of sources) {
    found.push(...checkName(file));
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
    const imports = importsOf(source);
    found.push(...checkBarrel(file, source));
    for (const item of imports) {
      const target = item.specifier.startsWith('.') ? resolve(file, item.specifier, sources) : null;
      if (target !== null) edges.set(file, [...(edges.get(file) ?? []), { to: target, line: item.line }]);
      found.push(...(target === null ? checkPackage(file, item) : checkEdge(file, target, item)));
    }
    found.push(...checkTexts(file, source));
  }
  found.push(...cycles(edges));
  return found.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

/** One offence as a line: `compare/diff.ts:3: compare may not import catalog (compare/diff.ts → catalog/read.ts)`. */
export function describeOffence({ file, line, rule, found }: Offence): string {
  return `src/${file}:${line}: ${rule} (${found})`;
}

const placeOf = (file: string): string => file.split('/')[0] ?? file;

/** Whether a file lies in one of the places; a place may also be a path below a folder. */
const isIn = (file: string, places: readonly string[]): boolean =>
  places.includes(placeOf(file)) || places.includes(file);

interface Import {
  readonly specifier: string;
  readonly line: number;
  readonly typeOnly: boolean;
}

function importsOf(source: ts.SourceFile): Import[] {
  const imports: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      imports.push({ specifier: specifier.text, line: lineOf(source, node), typeOnly });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeImport(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, isTypeExport(node));
    else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node, node.moduleReference.expression, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node, node.argument.literal, true);
    else if (ts.isCallExpression(node) && isLoading(node.expression)) add(node, node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return imports;
}

const lineOf = (source: ts.SourceFile, node: ts.Node): number =>
  source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

function isLoading(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  return /^require(\.resolve)?$/.test(callee.getText());
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  if (clause.name !== undefined || named === undefined || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

function isTypeExport(node: ts.ExportDeclaration): boolean {
  if (node.isTypeOnly) return true;
  const named = node.exportClause;
  if (named === undefined || !ts.isNamedExports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

/** The file that a relative import means; the path itself where there is no such file, so that a wrong edge is seen all the same. */
function resolve(file: string, specifier: string, sources: Sources): string {
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  const base = target.replace(/\.js$/, '');
  return [`${base}.ts`, `${base}/index.ts`, target].find((name) => sources.has(name)) ?? `${base}.ts`;
}

function checkEdge(file: string, target: string, { line, typeOnly }: Import): Offence[] {
  const found = `${file} → ${target}`;
  // package.json and the like.
  if (target.startsWith('../')) return [];
  const [from, to] = [placeOf(file), placeOf(target)];
  if (from === to || FOR_EVERYONE.includes(to)) return [];
  const edges = PLACES[from];
  if (edges === undefined) return [{ file, line, rule: `${from} has no import rules: add it to PLACES`, found }];
  if (edges.values.includes(to)) return [];
  const types = edges.types?.includes(to) === true || edges.types?.includes('*') === true;
  if (types && typeOnly) return [];
  return [{ file, line, rule: `${from} may ${types ? 'import only types of' : 'not import'} ${to}`, found }];
}

function checkPackage(file: string, { specifier, line, typeOnly }: Import): Offence[] {
  const found = `${file} → ${specifier}`;
  const offences: Offence[] = [];
  for (const { name, places, typesAreFree } of PACKAGES) {
    if (!name.test(specifier) || isIn(file, places) || (typesAreFree && typeOnly)) continue;
    offences.push({ file, line, rule: `only ${places.join(', ')} may import ${specifier}`, found });
  }
  const builtin =
    specifier.startsWith('node:') || ['fs', 'os', 'crypto', 'child_process', 'net', 'http'].includes(specifier);
  if (builtin && !typeOnly && isIn(file, PURE) && !PURE_MODULES.test(specifier)) {
    offences.push({ file, line, rule: `${placeOf(file)} is pure: no input or output, clock or random`, found });
  }
  return offences;
}

function checkTexts(file: string, source: ts.SourceFile): Offence[] {
  const offences: Offence[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    for (const { rule, pattern, places } of text === null ? [] : STRINGS) {
      if (isIn(file, places) || !pattern.test(text ?? '')) continue;
      offences.push({ file, line: lineOf(source, node), rule, found: JSON.stringify(text?.trim().slice(0, 60)) });
    }
    const access = accessOf(node);
    if (access !== null) {
      for (const { rule, pattern, places } of ACCESS) {
        if (pattern.test(access) && !isIn(file, places))
          offences.push({ file, line: lineOf(source, node), rule, found: access });
      }
      if (isIn(file, PURE) && IMPURE.test(access)) {
        const rule = `${placeOf(file)} is pure: no input or output, clock or random`;
        offences.push({ file, line: lineOf(source, node), rule, found: access });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return offences;
}

/** The text of a literal; a template's holes become `?`. Imports' paths are strings too, and match no rule. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map((span) => `?${span.literal.text}`).join('');
}

/** `process.env`, also as `process['env']` and `const { env } = process`; `new Date()` counts as `Date.now`. */
function accessOf(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression))
    return `${node.expression.text}.${node.name.text}`;
  if (
    ts.isElementAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    ts.isStringLiteral(node.argumentExpression)
  ) {
    return `${node.expression.text}.${node.argumentExpression.text}`;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0)
    return 'Date.now';
  if (ts.isBindingElement(node) && ts.isVariableDeclaration(node.parent.parent)) {
    const from = node.parent.parent.initializer;
    if (from !== undefined && ts.isIdentifier(from))
      return `${from.text}.${(node.propertyName ?? node.name).getText()}`;
  }
  return null;
}

function checkName(file: string): Offence[] {
  const words = file.replace(/\.ts$/, '').split(/[/.-]/);
  const bad = words.find((word) => FORBIDDEN_NAME.test(word));
  return bad === undefined ? [] : [{ file, line: 1, rule: 'no utils, helpers, manager or service', found: bad }];
}

/** A file in a folder that is only a door to others: `index.ts`, or nothing but re-exports. */
function checkBarrel(file: string, source: ts.SourceFile): Offence[] {
  if (!file.includes('/')) return [];
  const onlyExports =
    source.statements.length > 0 &&
    source.statements.every((node) => ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined);
  if (path.posix.basename(file) !== 'index.ts' && !onlyExports) return [];
  return [{ file, line: 1, rule: 'no barrels inside folders', found: file }];
}

/** Every knot of files that import one another is reported once, with one way round it. Types count: a knot of types is a knot to read. */
function cycles(edges: ReadonlyMap<string, readonly { to: string; line: number }[]>): Offence[] {
  const offences: Offence[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (file: string): void => {
    trail.push(file);
    for (const { to, line } of edges.get(file) ?? []) {
      const start = trail.indexOf(to);
      if (start >= 0) {
        const round = [...trail.slice(start), to];
        offences.push({ file, line, rule: 'no cycles between files', found: round.join(' → ') });
      } else if (!done.has(to)) visit(to);
    }
    trail.pop();
    done.add(file);
  };
  for (const file of edges.keys()) if (!done.has(file)) visit(file);
  return offences;
}
