import { columnOptions, entityOf, indexOptions, type EditedPackage } from '../../support/edited-package';

/** It has no enum, and none of its columns could be one. The index that becomes partial is on the column that is widened. */
export const edited: EditedPackage = {
  name: '@boxyhq/saml-jackson',
  fill: `
    INSERT INTO jackson_store (key, value, namespace) VALUES ('k1', 'v1', 'saml:config'), ('k2', 'v2', NULL);
    INSERT INTO jackson_index (key, "storeKey") VALUES ('i1', 'k1'), ('i2', 'k2')`,
  edits: [
    {
      message: 'long namespaces',
      edit(model) {
        columnOptions(model, 'JacksonStore', 'namespace').length = 512;
        indexOptions(model, 'JacksonStore', 'namespace').where = '"namespace" IS NOT NULL';
        columnOptions(model, 'JacksonIndex', 'storeKey').name = 'store_key';
        model.joinColumns.push({ target: entityOf(model, 'JacksonIndex'), propertyName: 'store', name: 'store_key' });
      },
      renames: ['jackson_index.storeKey:store_key'],
      upgrade: [
        'ALTER TABLE "public"."jackson_index" RENAME COLUMN "storeKey" TO "store_key"',
        'ALTER TABLE "public"."jackson_index" RENAME CONSTRAINT "FK_937b040fb2592b4671cbde09e83" TO "FK_49474ea966adacf12ab673e2076"',
        'DROP INDEX "public"."_jackson_store_namespace"',
        'ALTER TABLE "public"."jackson_store" ALTER COLUMN "namespace" TYPE character varying(512)',
        'CREATE INDEX "_jackson_store_namespace" ON "public"."jackson_store" ("namespace") WHERE "namespace" IS NOT NULL',
      ],
      downgrade: [
        'DROP INDEX "public"."_jackson_store_namespace"',
        'ALTER TABLE "public"."jackson_store" ALTER COLUMN "namespace" TYPE character varying(256)',
        'CREATE INDEX "_jackson_store_namespace" ON "public"."jackson_store" ("namespace")',
        'ALTER TABLE "public"."jackson_index" RENAME CONSTRAINT "FK_49474ea966adacf12ab673e2076" TO "FK_937b040fb2592b4671cbde09e83"',
        'ALTER TABLE "public"."jackson_index" RENAME COLUMN "store_key" TO "storeKey"',
      ],
      rows: [
        {
          before: 'SELECT key, value, namespace FROM jackson_store ORDER BY key',
          after: 'SELECT key, value, namespace FROM jackson_store ORDER BY key',
        },
        {
          before: 'SELECT id, key, "storeKey" AS store_key FROM jackson_index ORDER BY id',
          after: 'SELECT id, key, store_key FROM jackson_index ORDER BY id',
        },
      ],
      works: `UPDATE jackson_store SET namespace = repeat('x', 512)`,
    },
  ],
};
