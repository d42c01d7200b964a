/**
 * Takes the teeth out of TypeORM while a user's file is loaded: files that call `initialize()` at their top level, with
 * `synchronize: true` or `dropSchema: true`, are common, and nothing may happen to the database. Put back as it was afterwards.
 */
import { createRequire } from 'node:module';

/** What reaches the database, and what to answer instead. `connect` and `close` are TypeORM 0.3's old names. */
const CONNECTING = ['initialize', 'connect'];
const NOTHING = ['synchronize', 'runMigrations', 'undoLastMigration', 'dropDatabase', 'destroy', 'close', 'query'];

export interface Disarmed {
  /** How often the user's code asked to connect. */
  asked(): number;
  /** Lets those that wait for a connection go on, without one. */
  release(): void;
  /** Gives the methods back, and lets what still waits wait for ever. */
  restore(): void;
}

/**
 * `initialize()` gives a promise that stays open until `release`: what a file does behind `.then(…)` would need a connection, fail,
 * and often end the process.
 *
 * @param from the file to be loaded; the TypeORM that it resolves is meant, which need not be ours
 * @returns null where it resolves none
 */
export function disarmTypeorm(from: string): Disarmed | null {
  const prototype = dataSourcePrototype(from);
  if (prototype === null) return null;
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let asked = 0;
  const restores = [
    ...CONNECTING.map((name) =>
      replace(prototype, name, async function initialize(this: unknown) {
        asked += 1;
        await gate;
        return this;
      }),
    ),
    ...NOTHING.map((name) =>
      replace(prototype, name, async () => (name === 'runMigrations' || name === 'query' ? [] : undefined)),
    ),
  ];
  return {
    asked: () => asked,
    release: () => {
      open();
    },
    restore: () => {
      for (const restore of restores) restore();
    },
  };
}

function dataSourcePrototype(from: string): object | null {
  const typeorm = resolveTypeorm(from);
  if (typeorm === null) return null;
  const exported: unknown = createRequire(from)(typeorm);
  if (typeof exported !== 'object' || exported === null || !('DataSource' in exported)) return null;
  const { DataSource } = exported;
  return typeof DataSource === 'function' && isObject(DataSource.prototype) ? DataSource.prototype : null;
}

/** The file of the TypeORM that a file of the user's would import, or null. */
export function resolveTypeorm(from: string): string | null {
  try {
    return createRequire(from).resolve('typeorm');
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Puts a method in the place of another, where there is one, and gives the way back. */
function replace(prototype: object, name: string, method: (this: unknown) => Promise<unknown>): () => void {
  const before = Object.getOwnPropertyDescriptor(prototype, name);
  if (before === undefined) return () => undefined;
  Object.defineProperty(prototype, name, { ...before, value: method });
  return () => {
    Object.defineProperty(prototype, name, before);
  };
}
