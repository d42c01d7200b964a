/** Every command, in the order in which `--help` lists them. A guard test compares the list with the folder. */
import { checkCommand } from './check';
import type { AnyCommand } from './command';
import { currentCommand } from './current';
import { diffCommand } from './diff';
import { downgradeCommand } from './downgrade';
import { headsCommand } from './heads';
import { historyCommand } from './history';
import { initCommand } from './init';
import { inspectCommand } from './inspect';
import { revisionCommand } from './revision';
import { showCommand } from './show';
import { stampCommand } from './stamp';
import { upgradeCommand } from './upgrade';

export const commands: readonly AnyCommand[] = [
  initCommand,
  revisionCommand,
  upgradeCommand,
  downgradeCommand,
  checkCommand,
  diffCommand,
  currentCommand,
  historyCommand,
  headsCommand,
  showCommand,
  stampCommand,
  inspectCommand,
];
