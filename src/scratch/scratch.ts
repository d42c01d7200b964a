/**
 * A throw-away PostgreSQL in memory: replays histories, proves revisions, settles expressions. Nothing of it outlives `close`, and
 * nothing that was in it outlives `reset`. It never touches a database of the user's.
 */
import type { Session } from '../session';
import { handle, optionsOf, type EmbeddedOptions } from './embedded';
import type { StartedEngine } from './engine';
import { startEmpty, userCacheDirectory } from './template';

export interface Scratch {
  /** Opens a session on what is there now. It ends with the next `reset` or `close`, at the latest. */
  session(): Promise<Session>;
  /** Of what is there now: another after each `reset`. */
  readonly pgOptions: EmbeddedOptions;
  /** Gives an empty database again, without roles, extensions or settings that were made. */
  reset(): Promise<void>;
  /** Ends it. Safe to call twice. An open scratch keeps Node alive. */
  close(): Promise<void>;
}

export interface ScratchOptions {
  /**
   * Texts that name each contrib extension that can be wanted there: what is not named cannot be created. Each takes time to load.
   * Default: all of them can.
   */
  readonly mentions?: readonly string[];
  /** Where the template is kept that makes starting quick. Default: the user's cache directory. */
  readonly cacheDirectory?: string;
}

/** Starts an empty database. */
export async function openScratch(options: ScratchOptions = {}): Promise<Scratch> {
  const { cacheDirectory = userCacheDirectory(), mentions = null } = options;
  let current = await start(cacheDirectory, mentions);
  let closed: Promise<void> | null = null;
  return {
    async session() {
      const session = await handle(current.pgOptions, 'scratch (embedded)').session();
      current.sessions.push(session);
      return session;
    },
    get pgOptions() {
      return current.pgOptions;
    },
    async reset() {
      // Roles, default privileges, large objects, settings of the database: only a new one is surely empty, and it is quick.
      await stop(current);
      current = await start(cacheDirectory, mentions);
    },
    close() {
      closed ??= stop(current);
      return closed;
    },
  };
}

interface Running {
  readonly engine: StartedEngine;
  readonly pgOptions: EmbeddedOptions;
  readonly sessions: Session[];
}

async function start(cacheDirectory: string, mentions: readonly string[] | null): Promise<Running> {
  const engine = await startEmpty(cacheDirectory, mentions);
  return { engine, pgOptions: optionsOf(engine), sessions: [] };
}

async function stop(running: Running): Promise<void> {
  for (const session of running.sessions) await session.close();
  await running.engine.close();
}
