/**
 * Puts the parameters of a query into its text as literals: the definition of a view has no parameters. Knows where `$1` is a
 * parameter and where it is part of a string, a quoted name or a comment.
 */
import { quoteLiteral } from '../schema/quote';
import { arrayLiteral } from './defaults';

/** A string, an escape string, a quoted name, a dollar-quoted string, a comment, or a parameter. */
const TOKEN =
  /[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\d+)/g;

/** A value that has no form as a literal. */
export class NoLiteralError extends TypeError {
  constructor(readonly value: unknown) {
    super(`a value of type ${typeof value} has no form as an SQL literal`);
    this.name = 'NoLiteralError';
  }
}

/**
 * @param parameters the value of `$1` first
 * @throws NoLiteralError
 */
export function inlineParameters(sql: string, parameters: readonly unknown[]): string {
  return sql.replace(TOKEN, (token: string, _tag: string | undefined, number: string | undefined) =>
    number === undefined ? token : literal(parameters[Number(number) - 1]),
  );
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return quoteLiteral(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : quoteLiteral(String(value));
  if (value instanceof Date) return quoteLiteral(value.toISOString());
  if (Buffer.isBuffer(value)) return quoteLiteral(`\\x${value.toString('hex')}`);
  if (Array.isArray(value)) return quoteLiteral(arrayLiteral(value));
  if (typeof value === 'object') return quoteLiteral(JSON.stringify(value));
  throw new NoLiteralError(value);
}
