/** `check`: do models, migrations and database agree? For CI; writes nothing. */
import { checkJson, checkLines } from '../report/check';
import { answerFlags, answersOf } from './answers';
import type { AnswerFlags } from './answers';
import { command, projectOptions } from './command';

export const checkCommand = command<AnswerFlags>({
  name: 'check',
  about:
    'tell whether models, migrations and database agree; exit 0 they do, 3 they differ, 5 only revisions are pending',
  flags: (argv) => answerFlags(argv),
  async run(flags, terminal) {
    const { check } = await import('../api/check.js');
    const options = { ...projectOptions(flags, terminal), names: flags.names ?? null };
    const result = await check({ ...options, answers: answersOf(flags) });
    if (flags.format === 'json') terminal.out(JSON.stringify(checkJson(result), null, 2));
    else for (const line of checkLines(result, terminal.paint, flags)) terminal.out(line);
    if (result.state === 'agrees') return 0;
    return result.state === 'behind' ? 5 : 3;
  },
});
