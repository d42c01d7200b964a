/**
 * Which views must exist before which. What `dependsOn` says, and what stands behind FROM and JOIN: many views that build on
 * others say nothing. Only an order is made of it, never a drop, and an edge that would close a circle is left out.
 */
import type { EntityMetadata } from 'typeorm';
import { byCodeUnit, byName, nameKey, objectKey, objectName } from '../schema/names';
import type { Dependency, ObjectName, View } from '../schema/types';

const NAME = '(?:"((?:[^"]|"")+)"|([A-Za-z_][\\w$]*))';
const SOURCE = new RegExp(
  `(?:\\b(?:from|join)\\s+(?:only\\s+|lateral\\s+)?|,\\s*)${NAME}(?:\\s*\\.\\s*${NAME})?`,
  'gi',
);
const COMMENT_OR_STRING = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g;

/**
 * @param views the views that are made, by their metadata
 * @param named what an entry of `dependsOn` stands for
 */
export function viewDependencies(
  views: ReadonlyMap<EntityMetadata, View>,
  named: (entry: unknown) => ObjectName | null,
  defaultSchema: string,
): readonly Dependency[] {
  const sorted = [...views].sort(([, one], [, other]) => byName(one, other));
  const known = new Map(sorted.map(([, view]) => [nameKey(view), view]));
  const edges = new Map<string, Map<string, Dependency>>();
  // What is said goes first: where the text seems to close a circle, the text is misread.
  for (const [entity, view] of sorted) {
    const said = [...(entity.dependsOn ?? [])].flatMap((entry) => named(entry) ?? []);
    for (const referenced of said) addEdge(edges, { dependent: objectOf(view), referenced });
  }
  for (const [, view] of sorted) {
    const seen = sourcesOf(view.definition, defaultSchema).flatMap((key) => known.get(key) ?? []);
    for (const source of seen) addEdge(edges, { dependent: objectOf(view), referenced: objectOf(source) });
  }
  return [...edges.values()]
    .flatMap((from) => [...from.values()])
    .sort((one, other) => byCodeUnit(edgeKey(one), edgeKey(other)));
}

function edgeKey({ dependent, referenced }: Dependency): string {
  return objectKey(dependent) + objectKey(referenced);
}

function addEdge(edges: Map<string, Map<string, Dependency>>, edge: Dependency): void {
  const from = objectKey(edge.dependent);
  const to = objectKey(edge.referenced);
  if (from === to || reaches(edges, to, from)) return;
  edges.set(from, (edges.get(from) ?? new Map<string, Dependency>()).set(to, edge));
}

function reaches(edges: ReadonlyMap<string, ReadonlyMap<string, Dependency>>, from: string, to: string): boolean {
  const waiting = [from];
  const seen = new Set(waiting);
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (key === to) return true;
    for (const next of edges.get(key)?.keys() ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return false;
}

/** Keys of what a query may read from: a bare name lies in the default schema. */
function sourcesOf(definition: string, defaultSchema: string): readonly string[] {
  const text = definition.replaceAll(COMMENT_OR_STRING, ' ');
  return [...text.matchAll(SOURCE)].map((match) => {
    const first = unquoted(match[1], match[2]);
    const second = unquoted(match[3], match[4]);
    return nameKey(
      second === null ? { schema: defaultSchema, name: first ?? '' } : { schema: first ?? '', name: second },
    );
  });
}

function unquoted(quoted: string | undefined, bare: string | undefined): string | null {
  return quoted?.replaceAll('""', '"') ?? bare?.toLowerCase() ?? null;
}

function objectOf(view: View): ObjectName {
  return objectName(view.materialized ? 'materializedView' : 'view', view.schema, view.name);
}
