/** What a run is told: where, how patiently, and whom to tell. Types, defaults, and what must hold before anything is written. */
import { StandbyError } from '../errors/connection';
import type { PlanStep } from '../revisions/plan';
import type { QualifiedName } from '../schema/types';
import type { Session } from '../session';
import { findMetadataTable } from './typeorm-metadata';

/** Who holds the lock of another upgrade; `null` where the server does not say. */
export interface LockHolder {
  readonly pid: number;
  /** When its transaction or its last statement began. */
  readonly since: Date | null;
  readonly applicationName: string;
}

/** Called as things happen; nothing is printed here. All may be left out. */
export interface RunEvents {
  readonly onStart?: (step: PlanStep) => void;
  readonly onEnd?: (step: PlanStep, milliseconds: number) => void;
  /** Another upgrade runs on this database: called once for each holder that two attempts in a row have found. */
  readonly onWaiting?: (holder: LockHolder | null) => void;
  /** A lock was not to be had or a deadlock was broken: the segment runs again. */
  readonly onRetry?: (facts: { readonly statement: string; readonly attempt: number; readonly reason: string }) => void;
}

/** What the file of a revision exports, as any loader gives it: functions and constants, perhaps under `default`. */
export type LoadRevision = (file: string) => Promise<unknown>;

export interface RunOptions {
  readonly versionTable: QualifiedName;
  /** The data source's schema: where bare names of a revision lie, and what `search_path` is pinned to. */
  readonly defaultSchema: string;
  readonly loadRevision: LoadRevision;
  /** The environment that this is meant for: a database of another name is refused. Default: none, and nothing is asked. */
  readonly environment?: string | null;
  /** TypeORM's own table of views and generated columns, to be kept in step where it is there. Default: none. */
  readonly typeormMetadata?: QualifiedName | null;
  /** Further schemas of the pinned `search_path`, behind the default schema. Default: `public`, where extensions are. */
  readonly searchPath?: readonly string[];
  /** The database is the project's own: a required extension is made, as there is nobody else who could. Default: false. */
  readonly makeExtensions?: boolean;
  readonly events?: RunEvents;
  /** How long a statement waits for a lock before its segment is tried again, in milliseconds. Default 3000. */
  readonly lockTimeout?: number;
  /** How often a segment is tried. Default 10. */
  readonly attempts?: number;
  /** How long to wait for another upgrade, in milliseconds. Default ten minutes. */
  readonly lockWait?: number;
  /** The longest pause between two attempts, in milliseconds. Default 5000. */
  readonly longestPause?: number;
}

/** The options with all that was left out, and the session. */
export interface RunnerContext {
  readonly session: Session;
  readonly versionTable: QualifiedName;
  readonly defaultSchema: string;
  readonly searchPath: readonly string[];
  readonly environment: string | null;
  /** Where it is there, and to be kept in step. */
  readonly typeormMetadata: QualifiedName | null;
  readonly makeExtensions: boolean;
  readonly events: RunEvents;
  readonly lockTimeout: number;
  readonly attempts: number;
  readonly lockWait: number;
  readonly longestPause: number;
  /** The server can watch over its client (not on every platform). */
  readonly watchesClient: boolean;
}

/** Fills in the defaults, and asks the server what it can do. @throws StandbyError, as a context is there to write with */
export async function makeContext(session: Session, options: Omit<RunOptions, 'loadRevision'>): Promise<RunnerContext> {
  const { versionTable, defaultSchema } = options;
  if (session.server.standby) throw new StandbyError(session.server.description);
  return {
    session,
    versionTable,
    defaultSchema,
    searchPath: [...new Set([defaultSchema, ...(options.searchPath ?? ['public'])])],
    environment: options.environment ?? null,
    typeormMetadata: await findMetadataTable(session, options.typeormMetadata ?? null),
    makeExtensions: options.makeExtensions ?? false,
    events: options.events ?? {},
    lockTimeout: options.lockTimeout ?? 3000,
    attempts: options.attempts ?? 10,
    lockWait: options.lockWait ?? 600_000,
    longestPause: options.longestPause ?? 5000,
    watchesClient: await canWatchClient(session),
  };
}

/** PostgreSQL refuses the setting where the operating system cannot tell that a socket was closed. */
async function canWatchClient(session: Session): Promise<boolean> {
  try {
    await session.query(`SELECT set_config('client_connection_check_interval', '2s', true)`);
    return true;
  } catch {
    return false;
  }
}
