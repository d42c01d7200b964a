import { columnOptions, indexOptions, type EditedPackage } from '../../support/edited-package';

const ASSETS = 'SELECT name, type, "mimeType" FROM asset ORDER BY name';
const SESSIONS = 'SELECT token, type, "activeOrderId" FROM session ORDER BY token';

/** It keeps its enums in columns without a type or a length: a first edit gives one of them each. */
export const edited: EditedPackage = {
  name: '@vendure/core',
  fill: `
    INSERT INTO asset (name, type, "mimeType", "fileSize", source, preview) VALUES
      ('clip', 'VIDEO', 'video/mp4', 2, 'clip.mp4', 'clip.jpg'), ('logo', 'IMAGE', 'image/png', 1, 'logo.png', 'logo.jpg');
    INSERT INTO "order" (id, code, state, "orderPlacedAt", "couponCodes", "shippingAddress", "billingAddress", "currencyCode",
        "subTotal", "subTotalWithTax") VALUES
      (1, 'A', 'PaymentSettled', '2026-01-01', '', '{}', '{}', 'EUR', 10, 12),
      (2, 'B', 'AddingItems', NULL, '', '{}', '{}', 'EUR', 20, 24);
    INSERT INTO session (token, expires, invalidated, type, "activeOrderId") VALUES
      ('t1', '2027-01-01', false, 'AnonymousSession', 2), ('t2', '2027-01-01', false, 'AnonymousSession', NULL)`,
  edits: [
    {
      message: 'asset types are an enum',
      edit(model) {
        columnOptions(model, 'Asset', 'mimeType').length = 64;
        Object.assign(columnOptions(model, 'Asset', 'type'), { type: 'enum', enum: ['BINARY', 'IMAGE', 'VIDEO'] });
      },
      upgrade: [
        `CREATE TYPE "public"."asset_type_enum" AS ENUM ('BINARY', 'IMAGE', 'VIDEO')`,
        // Not as a careful person has it: one ALTER TABLE of both columns would rewrite the table once.
        'ALTER TABLE "public"."asset" ALTER COLUMN "mimeType" TYPE character varying(64)',
        'ALTER TABLE "public"."asset" ALTER COLUMN "type" TYPE "public"."asset_type_enum" USING "type"::text::"public"."asset_type_enum"',
      ],
      downgrade: [
        'ALTER TABLE "public"."asset" ALTER COLUMN "mimeType" TYPE character varying',
        'ALTER TABLE "public"."asset" ALTER COLUMN "type" TYPE character varying',
        'DROP TYPE "public"."asset_type_enum"',
      ],
      rows: [{ before: ASSETS, after: ASSETS }],
      works: `UPDATE asset SET type = 'BINARY', "mimeType" = repeat('x', 64)`,
    },
    {
      message: 'audio',
      edit(model) {
        columnOptions(model, 'Asset', 'mimeType').length = 255;
        columnOptions(model, 'Asset', 'type').enum = ['AUDIO', 'BINARY', 'IMAGE', 'VIDEO'];
        columnOptions(model, 'Order', 'orderPlacedAt').name = 'placedAt';
        indexOptions(model, 'Session', 'activeOrder').where = '"activeOrderId" IS NOT NULL';
      },
      renames: ['order.orderPlacedAt:placedAt'],
      upgrade: [
        `ALTER TYPE "public"."asset_type_enum" ADD VALUE 'AUDIO' BEFORE 'BINARY'`,
        'ALTER TABLE "public"."order" RENAME COLUMN "orderPlacedAt" TO "placedAt"',
        'ALTER INDEX "public"."IDX_af13739f4962eab899bdff34be" RENAME TO "IDX_282d8eee00d58b0b938c67a33a"',
        'ALTER TABLE "public"."asset" ALTER COLUMN "mimeType" TYPE character varying(255)',
        'DROP INDEX "public"."IDX_7a75399a4f4ffa48ee02e98c05"',
        'CREATE INDEX "IDX_9a91d26aebc169436efb7ba2f4" ON "public"."session" ("activeOrderId") WHERE "activeOrderId" IS NOT NULL',
      ],
      downgrade: [
        'ALTER TYPE "public"."asset_type_enum" RENAME TO "asset_type_enum_stillhead_old"',
        `CREATE TYPE "public"."asset_type_enum" AS ENUM ('BINARY', 'IMAGE', 'VIDEO')`,
        'ALTER TABLE "public"."asset" ALTER COLUMN "type" TYPE "public"."asset_type_enum" USING "type"::text::"public"."asset_type_enum"',
        'DROP TYPE "public"."asset_type_enum_stillhead_old"',
        'ALTER TABLE "public"."asset" ALTER COLUMN "mimeType" TYPE character varying(64)',
        'DROP INDEX "public"."IDX_9a91d26aebc169436efb7ba2f4"',
        'CREATE INDEX "IDX_7a75399a4f4ffa48ee02e98c05" ON "public"."session" ("activeOrderId")',
        'ALTER INDEX "public"."IDX_282d8eee00d58b0b938c67a33a" RENAME TO "IDX_af13739f4962eab899bdff34be"',
        'ALTER TABLE "public"."order" RENAME COLUMN "placedAt" TO "orderPlacedAt"',
      ],
      rows: [
        { before: ASSETS, after: ASSETS },
        { before: SESSIONS, after: SESSIONS },
        {
          before: 'SELECT code, "orderPlacedAt" AS placed FROM "order" ORDER BY code',
          after: 'SELECT code, "placedAt" AS placed FROM "order" ORDER BY code',
        },
      ],
      works: `UPDATE asset SET type = 'AUDIO', "mimeType" = repeat('x', 255)`,
    },
  ],
};
