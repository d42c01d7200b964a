/**
 * One measurement, in a process of its own: `node measure.cjs KIND JSON`. Prints one line of JSON: milliseconds and CPU of each phase,
 * the highest memory of the process, and what it found. CommonJS, as Stillhead is: nothing is loaded before its time is taken.
 */
const fs = require('node:fs');
const path = require('node:path');
const v8 = require('node:v8');

const [kind, text] = process.argv.slice(2);
const given = JSON.parse(text);
const dist = (file) => require(path.join(given.dist, file));
const phases = {};

/** Runs and times. CPU is this process's: user and system, all threads. */
async function phase(name, act) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const value = await act();
  const { user, system } = process.cpuUsage(before);
  const known = phases[name] ?? { ms: 0, cpu: 0 };
  phases[name] = { ms: known.ms + performance.now() - start, cpu: known.cpu + (user + system) / 1000 };
  return value;
}

const KINDS = {
  /** Start-up, loading TypeScript, TypeORM's metadata and ours; keeps the model for the others, where asked to. */
  async model() {
    const { openProject } = await phase('startUp', () => dist('api/project.js'));
    const project = await phase('startUp', () => openProject({ cwd: given.project, config: null, url: given.url }));
    const { dataSource } = await phase('load', () => project.dataSource());
    let metadatas = null;
    const before = Object.getPrototypeOf(dataSource).buildMetadatas;
    Object.getPrototypeOf(dataSource).buildMetadatas = async function buildMetadatas(...args) {
      metadatas = phase('buildMetadatas', () => before.apply(this, args));
      return metadatas;
    };
    const { readModel } = dist('model/read.js');
    const model = await phase('all', () => readModel(dataSource, { defaultSchema: 'public' }));
    phases.model = { ms: phases.all.ms - phases.buildMetadatas.ms, cpu: phases.all.cpu - phases.buildMetadatas.cpu };
    delete phases.all;
    if (given.keep) fs.writeFileSync(given.keep, v8.serialize(model));
    return { tables: model.schema.tables.length };
  },

  /** What the bars hold for: connect, read the catalog, compare, settle. The model was made before. */
  async compare() {
    const { openProject } = dist('api/project.js');
    const { positionOf } = dist('api/position.js');
    const { readCatalog } = dist('catalog/read.js');
    const { compareWith } = dist('api/database-comparison.js');
    dist('connection/session.js');
    require(require.resolve('pg', { paths: [given.project] }));
    const { DataSource } = require(require.resolve('typeorm', { paths: [given.project] }));
    const model = v8.deserialize(fs.readFileSync(given.model));
    const dataSource = new DataSource({ type: 'postgres', url: given.url });
    const project = await openProject({ cwd: given.project, dataSource });
    const [start, before] = [performance.now(), process.cpuUsage()];
    const session = await phase('connect', () => project.connect());
    const settling = watch(session);
    const position = await phase('connect', () => positionOf(project));
    const { schema } = await phase('catalog', () => readCatalog(session, { onlySchema: true }));
    settling.started = true;
    const difference = await phase('compare', () =>
      compareWith(project, schema, model, { at: position.at, answers: ANSWERS }),
    );
    const [ms, { user, system }] = [performance.now() - start, process.cpuUsage(before)];
    await project.close();
    phases.total = { ms, cpu: (user + system) / 1000 };
    phases.settle = { ms: settling.ms, cpu: 0 };
    phases.compare = { ms: phases.compare.ms - settling.ms, cpu: phases.compare.cpu };
    return { operations: difference.operations.length, unmanaged: difference.unmanaged.length };
  },

  /** The tables themselves: Stillhead's own statements for the model, on an empty database. */
  async create() {
    const { openProject } = dist('api/project.js');
    const { compareWith } = dist('api/database-comparison.js');
    const { readCatalog } = dist('catalog/read.js');
    const { DataSource } = require(require.resolve('typeorm', { paths: [given.project] }));
    const project = await openProject({
      cwd: given.project,
      dataSource: new DataSource({ type: 'postgres', url: given.url }),
    });
    const session = await project.connect();
    const model = v8.deserialize(fs.readFileSync(given.model));
    const { schema } = await readCatalog(session, { onlySchema: true });
    const { upgrade } = await phase('generate', () =>
      compareWith(project, schema, model, { at: [], answers: ANSWERS }),
    );
    const CHUNK = 500;
    await phase('run', async () => {
      for (let at = 0; at < upgrade.length; at += CHUNK) {
        await session.script(
          upgrade
            .slice(at, at + CHUNK)
            .map(({ sql }) => sql)
            .join(';\n'),
        );
      }
      await session.query('ANALYZE');
    });
    await project.close();
    return { statements: upgrade.length };
  },

  /** TypeORM's own comparison. */
  async log() {
    process.env.BENCH_URL = given.url;
    const { loadDataSource } = dist('load/data-source.js');
    const file = path.join(given.project, 'data-source.ts');
    const loaded = await loadDataSource({ dataSource: { kind: 'file', file }, root: given.project, url: null });
    const { dataSource } = loaded;
    loaded.rearm();
    let queries = 0;
    const ignore = () => undefined;
    const logger = { logQuery: () => queries++, logQueryError: ignore, logQuerySlow: ignore, logSchemaBuild: ignore };
    dataSource.setOptions({ logging: ['query'], logger: { ...logger, logMigration: ignore, log: ignore } });
    await phase('initialize', () => dataSource.initialize());
    queries = 0;
    const { upQueries } = await phase('total', () => dataSource.driver.createSchemaBuilder().log());
    await dataSource.destroy();
    return { queries, statements: upQueries.length };
  },
};

const ANSWERS = { renames: [], noRenames: false, drops: [], keeps: [] };

/** Sums what the comparison waits for the server: it asks for nothing but printed expressions. */
function watch(session) {
  const settling = { started: false, ms: 0 };
  for (const name of ['script', 'query']) {
    const ask = session[name];
    session[name] = async (...args) => {
      const start = performance.now();
      try {
        return await ask(...args);
      } finally {
        if (settling.started) settling.ms += performance.now() - start;
      }
    };
  }
  return settling;
}

void KINDS[kind]().then(
  (found) => {
    const memory = process.resourceUsage().maxRSS / 1024;
    process.stdout.write(`${JSON.stringify({ phases, memory, ...found })}\n`, () => process.exit(0));
  },
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
