import { columnOptions, indexOptions, type EditedPackage } from '../../support/edited-package';

const SERVICES = 'SELECT id, type, "identifierDid" FROM service ORDER BY id';

/** It has no enum, and no lengths: a first edit gives one. The column that is renamed is in the index that becomes partial, and in its predicate. */
export const edited: EditedPackage = {
  name: '@veramo/data-store',
  fill: `
    INSERT INTO identifier (did, provider, alias, "saveDate", "updateDate") VALUES
      ('did:1', 'did:web', 'one', '2026-01-01', '2026-01-01'), ('did:2', NULL, 'two', '2026-01-01', '2026-01-01'),
      ('did:3', 'did:web', NULL, '2026-01-01', '2026-01-01'), ('did:4', 'did:web', NULL, '2026-01-01', '2026-01-01');
    INSERT INTO service (id, type, "serviceEndpoint", "identifierDid") VALUES ('s1', 'LinkedDomains', 'https://example.com', 'did:1')`,
  edits: [
    {
      message: 'service types have a length',
      edit(model) {
        columnOptions(model, 'Service', 'type').length = 64;
      },
      upgrade: ['ALTER TABLE "public"."service" ALTER COLUMN "type" TYPE character varying(64)'],
      downgrade: ['ALTER TABLE "public"."service" ALTER COLUMN "type" TYPE character varying'],
      rows: [{ before: SERVICES, after: SERVICES }],
      works: `UPDATE service SET type = repeat('x', 64)`,
    },
    {
      message: 'aliases are handles',
      edit(model) {
        columnOptions(model, 'Service', 'type').length = 255;
        columnOptions(model, 'Identifier', 'alias').name = 'handle';
        indexOptions(model, 'Identifier', 'alias', 'provider').where = '"handle" IS NOT NULL';
      },
      renames: ['identifier.alias:handle'],
      upgrade: [
        'ALTER TABLE "public"."identifier" RENAME COLUMN "alias" TO "handle"',
        'DROP INDEX "public"."IDX_6098cca69c838d91e55ef32fe1"',
        'CREATE UNIQUE INDEX "IDX_ad25a43d8391271c731e002663" ON "public"."identifier" ("handle", "provider") WHERE "handle" IS NOT NULL',
        'ALTER TABLE "public"."service" ALTER COLUMN "type" TYPE character varying(255)',
      ],
      downgrade: [
        'DROP INDEX "public"."IDX_ad25a43d8391271c731e002663"',
        'CREATE UNIQUE INDEX "IDX_6098cca69c838d91e55ef32fe1" ON "public"."identifier" ("handle", "provider")',
        'ALTER TABLE "public"."service" ALTER COLUMN "type" TYPE character varying(64)',
        'ALTER TABLE "public"."identifier" RENAME COLUMN "handle" TO "alias"',
      ],
      rows: [
        { before: SERVICES, after: SERVICES },
        {
          before: 'SELECT did, provider, alias AS handle FROM identifier ORDER BY did',
          after: 'SELECT did, provider, handle FROM identifier ORDER BY did',
        },
      ],
      works: `UPDATE service SET type = repeat('x', 255)`,
    },
  ],
};
