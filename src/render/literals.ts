/** JavaScript values as source text. The layout is Prettier's; this only has to be right. */
import { Sql } from '../operations/call';
import type { Call, CallValue } from '../operations/call';

/** Source text of a value of a call; SQL becomes ``op.sql`…` ``. */
export function valueSource(value: CallValue): string {
  if (value === null) return 'null';
  if (value instanceof Sql) return `op.sql\`${templateText(value.text)}\``;
  if (typeof value === 'string') return stringSource(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(valueSource).join(', ')}]`;
  const fields = Object.entries(value)
    .filter((entry): entry is [string, CallValue] => entry[1] !== undefined)
    .map(([key, field]) => `${keySource(key)}: ${valueSource(field)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** Source text of a call: `op.dropColumn('persons', 'nickname')`. */
export function callSource(call: Call): string {
  return `op.${call.verb}(${call.args.map(valueSource).join(', ')})`;
}

/** A string literal in single quotes that means the text exactly, line separators and lone surrogates included. */
export function stringSource(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return `'${inner}'`;
}

/** Text for inside a block comment: it can neither end the comment nor add lines to it. */
export function commentText(text: string): string {
  return text.replaceAll('*/', '*\u200b/').replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');
}

function templateText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${').replaceAll('\r', '\\r');
}

function keySource(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) && key !== '__proto__' ? key : `[${stringSource(key)}]`;
}

function isList(value: CallValue): value is readonly CallValue[] {
  return Array.isArray(value);
}
