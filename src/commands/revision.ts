/** `revision`: writes a revision file, empty or with the difference between the models and the database. */
import { revisionJson, revisionLines } from '../report/revision';
import { answerFlags, withAnswers } from './answers';
import type { AnswerFlags } from './answers';
import { UsageError } from '../errors';
import { command, projectOptions } from './command';

interface Flags extends AnswerFlags {
  readonly message: string;
  readonly autogenerate?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

export const revisionCommand = command<Flags>({
  name: 'revision',
  about: 'write a revision file; with --autogenerate it holds the difference between the models and the database',
  flags: (argv) =>
    answerFlags(argv)
      .option('message', {
        alias: 'm',
        type: 'string',
        demandOption: true,
        requiresArg: true,
        describe: 'what the revision does',
      })
      .option('autogenerate', { type: 'boolean', describe: 'compare the models with the database' })
      .option('dry-run', { type: 'boolean', describe: 'print the file instead of writing it' }),
  async run(flags, terminal) {
    if (flags.autogenerate !== true) refuseAnswers(flags);
    const { revision } = await import('../api/revision.js');
    const options = {
      ...projectOptions(flags, terminal),
      names: flags.names ?? null,
      message: flags.message,
      autogenerate: flags.autogenerate === true,
      dryRun: flags.dryRun === true,
    };
    const result = await withAnswers(flags, terminal, (answers) => revision({ ...options, answers }));
    if (flags.format === 'json') terminal.out(JSON.stringify(revisionJson(result), null, 2));
    else for (const line of revisionLines(result, terminal.paint, flags)) terminal.out(line);
    return 0;
  },
});

/** An empty revision asks nothing: it would be taken for one that does what was answered. */
function refuseAnswers({ rename, renames, different, drop, keep, names }: AnswerFlags): void {
  const given = Object.entries({ rename, 'no-renames': renames, different, drop, keep, names });
  const [flag] = given.find(([, value]) => value !== undefined) ?? [];
  if (flag === undefined) return;
  throw new UsageError(`--${flag} is an answer to --autogenerate, which is not given`, {
    hint: 'add --autogenerate; without it an empty revision is written',
  });
}
