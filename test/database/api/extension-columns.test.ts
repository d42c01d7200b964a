/**
 * Columns of PostGIS and pgvector on a server that has them, the whole path: written, run, nothing left, changed, back to base, and run again.
 * The throw-away database has neither, so that the history cannot be replayed there: that is said, and nothing else.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Check, Column, DataSource, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { autogenerate, check, diff, downgrade, revision, upgrade } from '../../../src/index';
import { createDatabase, serverMajor, type TestDatabase } from '../../support/database';
import { isThere, useServerWith } from '../../support/extension-server';
import { fingerprint, fingerprintDifference } from '../../support/fingerprint';

/** The version table is no part of the schema. */
const OURS = { ignore: /\bstillhead_version\b/ };
const POINT = { type: 'geometry', spatialFeatureType: 'Point', srid: 4326 } as const;

@Entity('place')
@Check('CHK_valid', 'ST_IsValid(area)')
@Index('IDX_big', ['name'], { where: 'ST_Area(area) > 0' })
class Place {
  @PrimaryGeneratedColumn() id: number;
  @Column() name: string;
  @Index({ spatial: true })
  @Column(POINT)
  at: string;
  @Column({ type: 'geography', nullable: true }) anywhere: string;
  @Column({ type: 'geography', spatialFeatureType: 'PointZ', srid: 4326, nullable: true }) high: string;
  @Column({ type: 'geometry', spatialFeatureType: 'MultiPolygon', srid: 3857, nullable: true }) area: string;
  @Column({ ...POINT, default: () => 'ST_SetSRID(ST_MakePoint(0, 0), 4326)' }) origin: string;
  @Column({ ...POINT, nullable: true, generatedType: 'STORED', asExpression: 'ST_Transform(ST_Centroid(area), 4326)' })
  centre: string;
}

@Entity('place')
@Check('CHK_valid', 'ST_IsValid( area )')
@Index('IDX_big', ['name'], { where: 'ST_Area(area) > 1' })
class MovedPlace {
  @PrimaryGeneratedColumn() id: number;
  @Column() name: string;
  @Column({ ...POINT, srid: 3857 }) at: string;
  @Index({ spatial: true })
  @Column({ type: 'geography', spatialFeatureType: 'Point', nullable: true })
  anywhere: string;
  @Column({ type: 'geometry', spatialFeatureType: 'PointZ', srid: 4326, nullable: true }) high: string;
  @Column({ type: 'geometry', spatialFeatureType: 'MultiPolygon', srid: 3857, nullable: true }) area: string;
  @Column({ ...POINT, default: () => 'ST_SetSRID(ST_MakePoint(0, 1), 4326)' }) origin: string;
  @Column({ ...POINT, nullable: true, generatedType: 'STORED', asExpression: 'ST_Transform(ST_Centroid(area), 4326)' })
  centre: string;
  @Column({ type: 'geometry', nullable: true, array: true }) many: string[];
}

@Entity('document')
@Check('CHK_length', 'vector_dims(embedding) = 3')
class Text {
  @PrimaryGeneratedColumn() id: number;
  @Column({ type: 'vector', length: 3 }) embedding: string;
  @Column({ type: 'vector', nullable: true }) any: string;
  @Column({ type: 'vector', length: 2, default: () => `'[1,2]'` }) start: string;
}

@Entity('document')
class LongerText {
  @PrimaryGeneratedColumn() id: number;
  @Column({ type: 'vector', length: 4 }) embedding: string;
  @Column({ type: 'vector', length: 5, nullable: true }) any: string;
  @Column({ type: 'vector', length: 2, default: () => `'[1, 2.5]'` }) start: string;
  @Column({ type: 'halfvec', length: 6, nullable: true }) half: string;
}

describe.each([
  {
    extension: 'postgis',
    debian: 'postgis-3',
    entities: [Place, MovedPlace],
    byHand: 'CREATE INDEX by_hand ON place USING gist (high gist_geometry_ops_nd) WITH (fillfactor = 70)',
  },
  {
    extension: 'vector',
    debian: 'pgvector',
    entities: [Text, LongerText],
    byHand: 'CREATE INDEX by_hand ON document USING hnsw (embedding vector_l2_ops) WITH (m = 8)',
  },
] as const)('$extension', ({ extension, debian, entities: [first, second], byHand }) => {
  const title = 'columns, indexes and expressions: there, back, and there again';
  if (!isThere(extension)) {
    const needed = `postgresql-${serverMajor()}-${debian}`;
    test.skip(`SKIPPED: ${title}: no PostgreSQL ${serverMajor()} here has ${extension} (Debian: ${needed})`, () =>
      undefined);
    return;
  }
  let stop: () => Promise<void>;
  let database: TestDatabase;
  let cwd: string;
  beforeAll(async () => {
    stop = await useServerWith(extension);
    database = await createDatabase({ prefix: extension });
    cwd = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), `stillhead-${extension}-`));
    const config = { extensions: 'create', migrations: { language: 'js' }, prettier: false };
    fs.writeFileSync(path.join(cwd, 'stillhead.config.json'), JSON.stringify(config));
  });
  afterAll(async () => {
    await database.drop();
    await stop();
    fs.rmSync(cwd, { recursive: true, force: true });
  });

  const project = (entity: NewableFunction) => ({
    cwd,
    dataSource: new DataSource({ ...database.typeormOptions, entities: [entity] }),
  });

  async function bringTo(entity: NewableFunction, message: string): Promise<readonly string[]> {
    await revision({ ...project(entity), message, autogenerate: true });
    await upgrade(project(entity));
    return agreed(entity);
  }

  /** Nothing is left, by the server's own print of each expression. Gives what it holds. */
  async function agreed(entity: NewableFunction): Promise<readonly string[]> {
    const { state, difference } = await check(project(entity));
    const warnings = difference.warnings.map(({ code }) => code);
    expect([state, difference.operations, warnings]).toEqual(['agrees', [], ['HISTORY_NOT_REPLAYED']]);
    expect((await autogenerate(project(entity))).upgrade).toEqual([]);
    return fingerprint(database);
  }

  test(
    title,
    async () => {
      const start = await fingerprint(database);
      const one = await bringTo(first, 'one');
      const two = await bringTo(second, 'two');
      await downgrade({ ...project(first), target: '-1' });
      expect(fingerprintDifference(one, await fingerprint(database))).toEqual([]);
      await downgrade({ ...project(first), target: 'base' });
      expect(fingerprintDifference(start, await fingerprint(database, OURS))).toEqual([]);
      await upgrade(project(second));
      expect(fingerprintDifference(two, await agreed(second))).toEqual([]);
    },
    180_000,
  );

  test('an index with an operator class, which no decorator can say, is kept, and made in another database', async () => {
    await database.query(byHand);
    await agreed(second);
    const other = await createDatabase({ prefix: extension });
    try {
      const { script } = await diff({ ...project(second), from: other.url, to: database.url });
      await other.query(script.replace(/^\\.*$/gm, ''));
      expect(fingerprintDifference(await fingerprint(database, OURS), await fingerprint(other))).toEqual([]);
    } finally {
      await other.drop();
    }
  });
});
