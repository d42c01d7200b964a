/** The flags that answer what only a person can decide, and the questions at a terminal that stand in for them. */
import type { Argv } from 'yargs';
import { NO_ANSWERS } from '../api/answers';
import type { Answers } from '../api/answers';
import { AnswerNeededError } from '../errors/answers';
import type { CommonFlags, Terminal } from './command';

export interface AnswerFlags {
  readonly rename?: readonly string[] | undefined;
  readonly renames?: boolean | undefined;
  readonly drop?: readonly string[] | undefined;
  readonly keep?: readonly string[] | undefined;
}

/** Adds `--rename`, `--no-renames`, `--drop` and `--keep`. */
export function answerFlags(argv: Argv<CommonFlags>): Argv<CommonFlags & AnswerFlags> {
  return argv
    .option('rename', {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'persons.name:full_name, or persons:people',
    })
    .option('renames', { type: 'boolean', describe: '--no-renames: nothing was renamed' })
    .option('drop', {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'persons.nickname or persons: may be dropped',
    })
    .option('keep', { type: 'string', array: true, requiresArg: true, describe: 'persons.nickname or persons: stays' });
}

/** The flags as answers. */
export function answersOf(flags: AnswerFlags): Answers {
  return {
    renames: flags.rename ?? [],
    noRenames: flags.renames === false,
    drops: flags.drop ?? [],
    keeps: flags.keep ?? [],
  };
}

/**
 * Runs an action with the answers that there are; at a terminal what is still open is asked, and the action runs again.
 * @throws AnswerNeededError without a terminal
 */
export async function withAnswers<T>(
  flags: AnswerFlags,
  terminal: Terminal,
  action: (answers: Answers) => Promise<T>,
): Promise<T> {
  let answers: Answers = { ...NO_ANSWERS, ...answersOf(flags) };
  for (;;) {
    try {
      return await action(answers);
    } catch (error) {
      if (!(error instanceof AnswerNeededError) || !terminal.interactive) throw error;
      answers = await ask(error, answers);
    }
  }
}

/** Asks each open question once. Leaving a question unanswered ends the command as it would end without a terminal. */
async function ask(error: AnswerNeededError, answers: Answers): Promise<Answers> {
  const prompts = await import('@clack/prompts');
  let given = answers;
  for (const question of error.questions) {
    const flag = await prompts.select({
      message: question.text,
      options: question.answers.map((answer) => ({ value: answer, label: answer })),
    });
    if (typeof flag !== 'string') throw error;
    given = withFlag(given, flag);
  }
  return given;
}

function withFlag(answers: Answers, flag: string): Answers {
  const [name, value] = flag.split(/ (.*)/s);
  switch (name) {
    case '--rename':
      return { ...answers, renames: [...answers.renames, value ?? ''] };
    case '--drop':
      return { ...answers, drops: [...answers.drops, value ?? ''] };
    case '--keep':
      return { ...answers, keeps: [...answers.keeps, value ?? ''] };
    default:
      return { ...answers, noRenames: true };
  }
}
