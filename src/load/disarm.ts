/**
 * Takes the teeth out of TypeORM while the files of a project are in use: files that call `initialize()`, with `synchronize: true` or
 * `dropSchema: true`, are common, some of them only after a while, and nothing may happen to the database. Put back as it was afterwards.
 * What is connected already is somebody's, and works as ever.
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
  return prototype === null ? null : disarm(prototype);
}

/** The same for the TypeORM of a DataSource. */
export function disarmTypeormOf(dataSource: object): Disarmed | null {
  for (let shape: unknown = dataSource; isObject(shape); shape = Object.getPrototypeOf(shape)) {
    if (Object.hasOwn(shape, 'initialize') && Object.hasOwn(shape, 'buildMetadatas')) return disarm(shape);
  }
  return null;
}

/** What all that have disarmed one TypeORM share: it is armed again by the last of them. */
interface Harmless {
  users: number;
  asked: number;
  gate: Gate;
  readonly restores: readonly (() => void)[];
}

interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

const harmless = new WeakMap<object, Harmless>();

function disarm(prototype: object): Disarmed {
  const shared = harmless.get(prototype) ?? takeOver(prototype);
  harmless.set(prototype, shared);
  shared.users += 1;
  // Whoever was let go on before, what is loaded from now on waits again.
  shared.gate = newGate();
  let restored = false;
  return {
    asked: () => shared.asked,
    release: () => {
      shared.gate.open();
    },
    restore: () => {
      if (restored) return;
      restored = true;
      shared.users -= 1;
      if (shared.users > 0) return;
      harmless.delete(prototype);
      for (const restore of shared.restores) restore();
    },
  };
}

function takeOver(prototype: object): Harmless {
  const connect = async function (this: unknown): Promise<unknown> {
    shared.asked += 1;
    await shared.gate.opened;
    return this;
  };
  const restores = [
    ...CONNECTING.map((name) => replace(prototype, name, connect)),
    ...NOTHING.map((name) =>
      replace(prototype, name, async () => (name === 'runMigrations' || name === 'query' ? [] : undefined)),
    ),
  ];
  const shared: Harmless = { users: 0, asked: 0, gate: newGate(), restores };
  return shared;
}

function newGate(): Gate {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    opened,
    open: () => {
      open();
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

/** Puts a method in the place of another, where there is one, for all that are not connected, and gives the way back. */
function replace(prototype: object, name: string, method: (this: unknown) => Promise<unknown>): () => void {
  const before = Object.getOwnPropertyDescriptor(prototype, name);
  if (before === undefined) return () => undefined;
  const original: unknown = before.value;
  const value = function (this: unknown, ...given: unknown[]): unknown {
    const connected = isObject(this) && Reflect.get(this, 'isInitialized') === true;
    return connected && typeof original === 'function' ? Reflect.apply(original, this, given) : method.call(this);
  };
  Object.defineProperty(prototype, name, { ...before, value });
  return () => {
    Object.defineProperty(prototype, name, before);
  };
}
