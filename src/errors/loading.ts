/**
 * Errors of what a person wrote for Stillhead to load: its configuration, the file of the data source, a SQL file. Nothing of what those say in secret is printed.
 */
import { StillheadError } from '../errors';

/** A configuration that says something that is not known, or not possible. */
export class ConfigInvalidError extends StillheadError {
  readonly code = 'CONFIG_INVALID';
  override readonly exitCode = 2;
  constructor(
    file: string,
    /** One for each fault: `scratch.url: must be a string`. */
    readonly problems: readonly string[],
    cause?: unknown,
  ) {
    super(problems.length === 1 ? `${file}: ${problems[0] ?? ''}` : `${file} has ${problems.length} faults`, {
      facts: { file, problems },
      hint: `correct ${file}`,
      cause,
    });
  }
}

/** No DataSource was named, and none was found; or the file that was named is not there. */
export class DataSourceMissingError extends StillheadError {
  readonly code = 'DATA_SOURCE_MISSING';
  /** @param hint what to do about it; else how one is named. `config`: the configuration's file, where there is one */
  constructor(message: string, tried: readonly string[], { config = null, hint }: MissingDetails = {}) {
    const first = config === null ? 'stillhead init' : `set dataSource in ${config}`;
    super(message, { facts: { tried }, hint: hint ?? `${first}, or name the file with -d PATH` });
  }
}

interface MissingDetails {
  readonly config?: string | null;
  readonly hint?: string;
}

/** A file of the data source that exports no DataSource, or more than one. */
export class DataSourceExportsError extends StillheadError {
  readonly code = 'DATA_SOURCE_EXPORTS';
  constructor(file: string, found: readonly string[], exported: readonly string[]) {
    super(
      found.length === 0
        ? `${file} exports no DataSource`
        : `${file} exports ${found.length} DataSources: ${found.join(', ')}`,
      {
        facts: { file, exports: exported.length === 0 ? 'none' : exported },
        hint:
          found.length === 0
            ? 'export one: export default new DataSource({ … })'
            : 'export one of them, or put the other in a file of its own',
      },
    );
  }
}

/** A file of the user's that throws while it is loaded. */
export class DataSourceThrowsError extends StillheadError {
  readonly code = 'DATA_SOURCE_THROWS';
  constructor(file: string, reason: string, where: string | null, hint: string | null, cause: unknown) {
    super(`${file} cannot be loaded: ${reason}`, {
      facts: where === null ? { file } : { file, at: where },
      hint: hint ?? `correct ${where ?? file}`,
      cause,
    });
  }
}

/** A DataSource of another kind of database. */
export class NotPostgresError extends StillheadError {
  readonly code = 'NOT_POSTGRES';
  constructor(type: string) {
    super(`the data source is of type '${type}'; Stillhead knows 'postgres'`, { facts: { type } });
  }
}

/** A project without TypeORM. */
export class TypeormMissingError extends StillheadError {
  readonly code = 'TYPEORM_MISSING';
  constructor(from: string) {
    super('typeorm is not installed', {
      facts: { 'looked from': from },
      hint: 'npm install typeorm pg reflect-metadata',
    });
  }
}

/** A SQL file that cannot be read, or that a PostgreSQL refuses. */
export class SqlFileFailedError extends StillheadError {
  readonly code = 'SQL_FILE_FAILED';
  /** @param hint where the file was not run; else what it is run on */
  constructor(file: string, reason: string, line: number | null, cause: unknown, hint: string = RUN_ON_EMPTY) {
    super(`${file}${line === null ? '' : `:${line}`}: ${reason}`, { facts: { file, line, reason }, hint, cause });
  }
}

const RUN_ON_EMPTY =
  'it is run on an empty database of the embedded PostgreSQL: it must make all that it speaks of, without words of psql';

/** A function of the configuration that throws, or that gives what it must not. */
export class ExtensionPointError extends StillheadError {
  readonly code = 'EXTENSION_POINT_FAILED';
  constructor(setting: string, reason: string, cause?: unknown) {
    super(`${setting} of the configuration: ${reason}`, {
      facts: { setting, reason },
      hint: `correct ${setting} in the configuration, or leave it out`,
      cause,
    });
  }
}
