/**
 * The cheap test whether two expressions are one: the same words, but for what has one spelling only once PostgreSQL prints it: quotes
 * that a name does not need, letters that it folds, and parentheses around the whole. Most expressions of a schema that has not changed
 * agree here, and no server is asked. It must never call two expressions the same that are not; the other way round it may.
 */
import type { Expression } from '../schema/types';
import { same } from './equal';
import { tokens, type Token } from './sql-tokens';

/**
 * Whether the model's text says what the database prints, word for word.
 * @param printed as PostgreSQL prints it: a word in lower case without quotes is a name there, and no key word (but `true` and `false`)
 */
export function saysTheSame(printed: Expression, written: Expression): boolean {
  const [ours, theirs] = [unwrapped(tokens(printed)), unwrapped(tokens(written))];
  return (
    ours.length === theirs.length &&
    ours.every((token, index) => {
      const other = theirs[index];
      return other !== undefined && isSameWord(token, other);
    })
  );
}

/**
 * Whether two texts that one PostgreSQL printed say the same. It prints the start of the transaction as it was written, though
 * `CURRENT_TIMESTAMP` and `transaction_timestamp()` are by definition `now()` (manual, 9.9.5).
 */
export function printsTheSame(one: Expression, other: Expression): boolean {
  return one === other || (mayHoldMoment(one) && mayHoldMoment(other) && same(withNow(one), withNow(other)));
}

const MOMENT = /\bnow\(|\bCURRENT_TIMESTAMP\b|\btransaction_timestamp\(/;

function mayHoldMoment(sql: Expression): boolean {
  return MOMENT.test(sql);
}

/** The words of a printed text, each spelling of the moment as `now()`; in capitals without quotes it is the key word. */
function withNow(printed: Expression): readonly string[] {
  const all = tokens(printed);
  return all.flatMap(({ text }, index) => {
    const isCall = all[index + 1]?.text === '(';
    if (text === 'CURRENT_TIMESTAMP' && !isCall) return ['now', '(', ')'];
    return [text === 'transaction_timestamp' && isCall && all[index - 1]?.text !== '.' ? 'now' : text];
  });
}

/** What needs no quotes, unless it is a key word. */
const SIMPLE = /^[a-z_][a-z0-9_$]*$/;
/** Only ASCII is folded alike in every encoding. */
const ASCII_WORD = /^[A-Za-z0-9_$]+$/;

function isSameWord(printed: Token, written: Token): boolean {
  if (printed.text === written.text) return true;
  if (printed.kind !== 'word' || !ASCII_WORD.test(printed.text)) return false;
  if (written.kind === 'word') {
    return ASCII_WORD.test(written.text) && printed.text.toLowerCase() === written.text.toLowerCase();
  }
  const isName = SIMPLE.test(printed.text) && printed.text !== 'true' && printed.text !== 'false';
  return written.kind === 'quotedIdentifier' && isName && written.text === `"${printed.text}"`;
}

/** Without the parentheses that hold all of it. */
function unwrapped(all: readonly Token[]): readonly Token[] {
  let list = all;
  while (list.length > 2 && list[0]?.text === '(' && closing(list) === list.length - 1) list = list.slice(1, -1);
  return list;
}

/** Where the parenthesis closes that the list begins with; -1: nowhere. */
function closing(list: readonly Token[]): number {
  let depth = 0;
  for (const [index, { kind, text }] of list.entries()) {
    if (kind !== 'symbol') continue;
    if (text === '(') depth++;
    if (text === ')') depth--;
    if (depth === 0) return index;
  }
  return -1;
}
