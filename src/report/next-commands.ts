/**
 * Commands that are told to be typed next, with what this command line said of where the database is: typed as told they must not run
 * anywhere else. Pure. An address never enters the text: it may hold a password.
 */

/** What a command line said; what came from the environment or the configuration holds for the next command by itself. */
export interface Whereabouts {
  readonly config?: string | undefined;
  readonly dataSource?: string | undefined;
  readonly url?: string | undefined;
  readonly embedded?: boolean | undefined;
  readonly environment?: string | undefined;
}

/** The command, and whether it says `--embedded` already. */
const COMMAND = /\bstillhead (\w+)(?! --help)(?=((?: --embedded\b)?))/g;
const OF_A_DATABASE = new Set(['check', 'current', 'diff', 'downgrade', 'inspect', 'revision', 'stamp', 'upgrade']);
const OF_FILES = new Set(['heads', 'history', 'show']);

/** A line of text whose `stillhead <command>`s carry the flags: `stillhead stamp --embedded ID`. */
export function carryWhereabouts(text: string, said: Whereabouts): string {
  return text.replace(COMMAND, (span, name: string, embedded: string) => {
    const flags = OF_A_DATABASE.has(name)
      ? databaseFlags(said, embedded !== '')
      : OF_FILES.has(name)
        ? files(said)
        : [];
    return [span, ...flags].join(' ');
  });
}

function databaseFlags(said: Whereabouts, embedded: boolean): readonly string[] {
  return [
    ...files(said),
    ...valued('-d', said.dataSource),
    ...(said.url === undefined ? [] : ['--url …']),
    ...(said.embedded === undefined || embedded ? [] : [said.embedded ? '--embedded' : '--no-embedded']),
    ...valued('--environment', said.environment),
  ];
}

/** Which folder of migrations is meant. */
function files({ config }: Whereabouts): readonly string[] {
  return valued('-c', config);
}

function valued(flag: string, value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  return [`${flag} ${/^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`}`];
}
