/** `diff`: what leads from one schema to another, whatever each of the two is. Writes nothing. */
import { diffJson, diffLines } from '../report/diff';
import { answerFlags, answersOf } from './answers';
import type { AnswerFlags } from './answers';
import { command, projectOptions } from './command';

interface DiffFlags extends AnswerFlags {
  readonly from: string;
  readonly to: string;
}

const SIDES = 'a database address, model, a revision (head, an id), a .sql file, or empty';

export const diffCommand = command<DiffFlags>({
  name: 'diff',
  about: 'show what leads from one schema to another; exit 0 they agree, 3 they differ',
  flags: (argv) =>
    answerFlags(argv)
      .option('from', { type: 'string', requiresArg: true, demandOption: true, describe: SIDES })
      .option('to', { type: 'string', requiresArg: true, demandOption: true, describe: SIDES })
      .option('format', { choices: ['sql'] as const, describe: 'sql: a script that psql runs as it stands' }),
  async run(flags, terminal) {
    const { diff } = await import('../api/diff.js');
    const { from, to } = flags;
    const result = await diff({ ...projectOptions(flags, terminal), from, to, answers: answersOf(flags) });
    if (flags.format === 'json') terminal.out(JSON.stringify(diffJson(result), null, 2));
    else if (flags.format === 'sql') terminal.out(result.script.trimEnd());
    else for (const line of diffLines(result, terminal.paint)) terminal.out(line);
    return result.inSync ? 0 : 3;
  },
});
