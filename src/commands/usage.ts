/** What is said of arguments that yargs knows nothing of: as they were typed, with what may have been meant. Pure; prints nothing. */
import { nearest } from '../likeness';

export interface Unknown {
  /** `unknown flag --no-such`. */
  readonly message: string;
  /** `did you mean --embedded?`; `null` where nothing known is near. */
  readonly hint: string | null;
}

/**
 * @param argv the arguments as they were typed
 * @param names what yargs does not know of them, by its own names: `such` for `--no-such`
 * @param known names of the flags that there are, without dashes
 * @param isCommand whether one of the arguments is a command, so that the others cannot be
 */
export function unknownArguments(
  argv: readonly string[],
  names: readonly string[],
  known: readonly string[],
  isCommand: boolean,
): Unknown {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const flags = [...new Set(words.flatMap((word) => unknownFlags(word, names)))];
  const others = argv.filter((word) => names.includes(word));
  const said = [listed('flag', flags), listed(isCommand ? 'argument' : 'command', others)];
  const meant = flags.flatMap((flag) => nearFlag(flag, known) ?? []);
  return {
    message: said.filter((text) => text !== '').join('; ') || listed('argument', names),
    hint: meant.length === 0 ? null : `did you mean ${meant.join(', ')}?`,
  };
}

/** `--no-such` of `--no-such=1`, `-q` of `-xq` where only `q` is not known. */
function unknownFlags(word: string, names: readonly string[]): readonly string[] {
  const long = /^--([^=]+)/.exec(word)?.[1];
  if (long !== undefined) return names.includes(long) || names.includes(long.replace(/^no-/, '')) ? [`--${long}`] : [];
  const short = /^-([a-z]+)/i.exec(word)?.[1] ?? '';
  return [...short].filter((letter) => names.includes(letter)).map((letter) => `-${letter}`);
}

function nearFlag(flag: string, known: readonly string[]): string | null {
  if (!flag.startsWith('--')) return null;
  const word = flag.slice('--'.length);
  const long = known.filter((name) => name.length > 1);
  const near = nearest(word, word.startsWith('no-') ? long.map((name) => `no-${name}`) : long);
  return near === null ? null : `--${near}`;
}

function listed(what: string, words: readonly string[]): string {
  return words.length === 0 ? '' : `unknown ${what}${words.length === 1 ? '' : 's'} ${words.join(', ')}`;
}
