/** Extensions: required (checked, never made), and, only when asked for, created and dropped. */
import { quoteBody, quoteIdentifier, quoteLiteral } from '../schema/quote';
import { objectName } from '../schema/names';
import type { Extension, ObjectName } from '../schema/types';
import { argument, callArgs, fieldOr, fieldsAt, flagAt, orNull, textAt, type At } from './call-reader';
import { footprint, schemaObject } from './footprint';
import { refuseWhen } from './guards';
import { lacksExtension } from './probes';
import type { OperationSpec } from './spec';
import { statement } from './statements';

/** An extension's name is database-wide. */
function extensionObject(name: string): ObjectName {
  return objectName('extension', '', name);
}

function createSql({ name, schema }: Extension): string {
  const where = schema === null ? '' : ` WITH SCHEMA ${quoteIdentifier(schema)}`;
  return `CREATE EXTENSION IF NOT EXISTS ${quoteIdentifier(name)}${where}`;
}

/** The statement that whoever may makes an extension with. */
export function installSql(name: string): string {
  return createSql({ name, schema: null });
}

const NOT_INSTALLED = ' is not installed in this database';

/** The extension that a required one's own refusal speaks of; `null` for any other text. */
export function missingExtension(refusal: string): string | null {
  const name = /\bthe extension "((?:[^"]|"")+)"(.*)$/s.exec(refusal);
  return name?.[1] !== undefined && name[2] === NOT_INSTALLED ? name[1].replaceAll('""', '"') : null;
}

const requireExtension: OperationSpec<'requireExtension'> = {
  describe: ({ name }) => `required extension '${name}'`,
  footprint: ({ name }) => footprint({ needs: [extensionObject(name)] }),
  reverse: () => [],
  toStatements: ({ name }) => [
    refuseWhen(lacksExtension(name), {
      message: `the extension ${quoteIdentifier(name)}${NOT_INSTALLED}`,
      hint: `As a role that may: ${installSql(name)}; or, where a revision may: op.createExtension in its place, which extensions: 'create' in the configuration writes`,
    }),
  ],
  toCall: ({ name }) => ({ verb: 'requireExtension', args: [name] }),
  fromCall(args, defaultSchema) {
    const given = callArgs('requireExtension', args, ['name'], defaultSchema);
    return { kind: 'requireExtension', name: argument(given, 0, textAt) };
  },
};

const createExtension: OperationSpec<'createExtension'> = {
  describe: ({ extension }) => `added extension '${extension.name}'`,
  footprint: ({ extension }) =>
    footprint({
      creates: [extensionObject(extension.name)],
      needs: extension.schema === null ? [] : [schemaObject(extension.schema)],
    }),
  reverse: ({ extension }) => [{ kind: 'dropExtension', name: extension.name, was: extension }],
  toStatements: ({ extension }) => [statement(createSql(extension))],
  toCall: ({ extension }) => ({
    verb: 'createExtension',
    args: [extension.name, ...(extension.schema === null ? [] : [{ schema: extension.schema }])],
  }),
  fromCall(args, defaultSchema) {
    const given = callArgs('createExtension', args, ['name', 'options'], defaultSchema, 1);
    const extension = { name: argument(given, 0, textAt), schema: argument(given, 1, schemaOptionAt) };
    return { kind: 'createExtension', extension };
  },
};

function schemaOptionAt(at: At, value: unknown): string | null {
  return value === undefined ? null : fieldOr(at, fieldsAt(at, value, ['schema']), 'schema', orNull(textAt), null);
}

/** A statement for the body of a block. Without CASCADE PostgreSQL itself refuses to drop what something stands on. */
export function dropIfUnused(name: string): string {
  const kept = quoteLiteral(
    `extension ${quoteIdentifier(name)} is kept: something stands on it, or it is another role's`,
  );
  return `BEGIN
    DROP EXTENSION IF EXISTS ${quoteIdentifier(name)};
  EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
    RAISE NOTICE USING MESSAGE = ${kept};
  END;`;
}

function ifUnusedAt(at: At, value: unknown): boolean {
  return value === undefined ? false : fieldOr(at, fieldsAt(at, value, ['ifUnused']), 'ifUnused', flagAt, false);
}

const dropExtension: OperationSpec<'dropExtension'> = {
  describe: ({ name, ifUnused }) => `removed extension '${name}'${ifUnused ? ', if nothing stands on it' : ''}`,
  footprint: ({ name, was }) =>
    footprint({
      drops: [extensionObject(name)],
      frees: was === null || was.schema === null ? [] : [schemaObject(was.schema)],
    }),
  reverse: ({ was }) => (was === null ? null : [{ kind: 'createExtension', extension: was }]),
  toStatements: ({ name, ifUnused }) => [
    statement(
      ifUnused
        ? `DO ${quoteBody(`\nBEGIN\n  ${dropIfUnused(name)}\nEND\n`)}`
        : `DROP EXTENSION ${quoteIdentifier(name)}`,
    ),
  ],
  toCall: ({ name, ifUnused }) => ({ verb: 'dropExtension', args: [name, ...(ifUnused ? [{ ifUnused: true }] : [])] }),
  fromCall(args, defaultSchema) {
    const given = callArgs('dropExtension', args, ['name', 'options'], defaultSchema, 1);
    const ifUnused = argument(given, 1, ifUnusedAt);
    return { kind: 'dropExtension', name: argument(given, 0, textAt), was: null, ...(ifUnused ? { ifUnused } : {}) };
  },
};

export const extensionSpecs = { requireExtension, createExtension, dropExtension };
