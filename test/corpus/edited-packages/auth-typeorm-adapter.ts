import { columnOptions, entityOf, indexOptions, type EditedPackage } from '../../support/edited-package';

const ACCOUNTS = `
  SELECT type, provider, "providerAccountId" FROM accounts ORDER BY "providerAccountId"`;
const USERS = 'SELECT name, email, image FROM users ORDER BY name';

/** It has no lengths, no enums and no indexes: a first edit declares one of each, as its own types and documentation have them. */
export const edited: EditedPackage = {
  name: '@auth/typeorm-adapter',
  fill: `
    INSERT INTO users (id, name, email, image) VALUES
      ('00000000-0000-4000-8000-000000000001', 'Ada', 'ada@example.com', 'https://example.com/ada.png'),
      ('00000000-0000-4000-8000-000000000002', 'Bob', NULL, NULL);
    INSERT INTO accounts ("userId", type, provider, "providerAccountId") VALUES
      ('00000000-0000-4000-8000-000000000001', 'oauth', 'github', '1'),
      ('00000000-0000-4000-8000-000000000002', 'email', 'nodemailer', '2');
    INSERT INTO sessions ("sessionToken", "userId", expires) VALUES
      ('token of Ada', '00000000-0000-4000-8000-000000000001', '1767225600000')`,
  edits: [
    {
      message: 'what an account is',
      edit(model) {
        columnOptions(model, 'UserEntity', 'image').length = 255;
        Object.assign(columnOptions(model, 'AccountEntity', 'type'), {
          type: 'enum',
          enum: ['oauth', 'oidc', 'email'],
        });
        const target = entityOf(model, 'AccountEntity');
        model.indices.push({ target, columns: ['provider', 'providerAccountId'], unique: true });
      },
      upgrade: [
        `CREATE TYPE "public"."accounts_type_enum" AS ENUM ('oauth', 'oidc', 'email')`,
        'ALTER TABLE "public"."accounts" ALTER COLUMN "type" TYPE "public"."accounts_type_enum" USING "type"::text::"public"."accounts_type_enum"',
        'CREATE UNIQUE INDEX "IDX_ed05f6bf1d0cd1890bb7c06035" ON "public"."accounts" ("provider", "providerAccountId")',
        'ALTER TABLE "public"."users" ALTER COLUMN "image" TYPE character varying(255)',
      ],
      downgrade: [
        'DROP INDEX "public"."IDX_ed05f6bf1d0cd1890bb7c06035"',
        'ALTER TABLE "public"."accounts" ALTER COLUMN "type" TYPE character varying',
        'ALTER TABLE "public"."users" ALTER COLUMN "image" TYPE character varying',
        'DROP TYPE "public"."accounts_type_enum"',
      ],
      rows: [
        { before: ACCOUNTS, after: ACCOUNTS },
        { before: USERS, after: USERS },
      ],
      works: `UPDATE accounts SET type = 'oidc'`,
    },
    {
      message: 'passkeys and long images',
      edit(model) {
        columnOptions(model, 'UserEntity', 'image').length = 2048;
        columnOptions(model, 'SessionEntity', 'sessionToken').name = 'token';
        columnOptions(model, 'AccountEntity', 'type').enum = ['oauth', 'oidc', 'email', 'webauthn'];
        const index = indexOptions(model, 'AccountEntity', 'provider', 'providerAccountId');
        index.where = `"provider" <> 'credentials'`;
      },
      renames: ['sessions.sessionToken:token'],
      upgrade: [
        `ALTER TYPE "public"."accounts_type_enum" ADD VALUE 'webauthn'`,
        'ALTER TABLE "public"."sessions" RENAME COLUMN "sessionToken" TO "token"',
        'ALTER TABLE "public"."sessions" RENAME CONSTRAINT "UQ_8b5e2ec52e335c0fe16d7ec3584" TO "UQ_e9f62f5dcb8a54b84234c9e7a06"',
        'DROP INDEX "public"."IDX_ed05f6bf1d0cd1890bb7c06035"',
        `CREATE UNIQUE INDEX "IDX_e85359ae19eaaaf90ba76ca13d" ON "public"."accounts" ("provider", "providerAccountId") WHERE "provider" <> 'credentials'`,
        'ALTER TABLE "public"."users" ALTER COLUMN "image" TYPE character varying(2048)',
      ],
      downgrade: [
        'ALTER TYPE "public"."accounts_type_enum" RENAME TO "accounts_type_enum_stillhead_old"',
        `CREATE TYPE "public"."accounts_type_enum" AS ENUM ('oauth', 'oidc', 'email')`,
        'ALTER TABLE "public"."accounts" ALTER COLUMN "type" TYPE "public"."accounts_type_enum" USING "type"::text::"public"."accounts_type_enum"',
        'DROP TYPE "public"."accounts_type_enum_stillhead_old"',
        'DROP INDEX "public"."IDX_e85359ae19eaaaf90ba76ca13d"',
        'CREATE UNIQUE INDEX "IDX_ed05f6bf1d0cd1890bb7c06035" ON "public"."accounts" ("provider", "providerAccountId")',
        'ALTER TABLE "public"."users" ALTER COLUMN "image" TYPE character varying(255)',
        'ALTER TABLE "public"."sessions" RENAME CONSTRAINT "UQ_e9f62f5dcb8a54b84234c9e7a06" TO "UQ_8b5e2ec52e335c0fe16d7ec3584"',
        'ALTER TABLE "public"."sessions" RENAME COLUMN "token" TO "sessionToken"',
      ],
      rows: [
        { before: ACCOUNTS, after: ACCOUNTS },
        { before: USERS, after: USERS },
        {
          before: 'SELECT "sessionToken" AS token, expires FROM sessions',
          after: 'SELECT token, expires FROM sessions',
        },
      ],
      works: `
        UPDATE accounts SET type = 'webauthn', provider = 'credentials', "providerAccountId" = 'twice';
        UPDATE users SET image = repeat('x', 2048)`,
    },
  ],
};
