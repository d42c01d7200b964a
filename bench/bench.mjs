/**
 * `npm run bench`: how long Stillhead takes, beside TypeORM's own `schemaBuilder.log()` and `pg_dump --schema-only`, on the same server
 * in the same run. Each measurement is a process of its own; of several, taken in turns, the fastest is shown.
 *
 *   npm run bench                   everything; the 10,000 tables take ten minutes, most of them TypeORM's buildMetadatas()
 *   npm run bench -- --quick        without the 10,000 tables
 *   npm run bench -- --repeat 5     so many processes of each measurement (default 5)
 *   npm run bench -- --write        puts the table into README.md, between its markers
 *
 * Exit code 0: every bar holds; 1: one does not, or something failed.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, setUp } from '../scripts/setup.mjs';
import { judge } from './bars.mjs';
import { writeProject, writeRevisions } from './model.mjs';
import { runCommand, runPgDump } from './programs.mjs';
import { startProxy } from './proxy.mjs';
import { markdown, writeBlock } from './report.mjs';
import { serverCpu, startServer } from './server.mjs';

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' }, repeat: { type: 'string', default: '5' } },
});
const REPEAT = Number(flags.repeat);
const MEASURE = path.join(import.meta.dirname, 'measure.cjs');
/** Milliseconds that the long way adds to each round trip. */
const DELAY = 20;
const REVISIONS = 500;

/** A build of its own may be measured, while dist/ is in use. */
const DIST = process.env.BENCH_DIST ?? path.join(ROOT, 'dist');
await setUp({ tests: true, build: process.env.BENCH_DIST === undefined });
const { server, pgDump } = await startServer(ROOT, DIST);
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'stillhead-bench-'));
try {
  const results = { environment: environment(), sizes: [], commands: {} };
  for (const tables of flags.quick ? [100, 1000] : [100, 1000, 10_000]) results.sizes.push(await measureSize(tables));
  results.commands = await measureCommands();
  const bars = judge(results, DELAY);
  const text = markdown(results, bars);
  console.log(`\n${text}`);
  if (flags.write) writeBlock(path.join(ROOT, 'README.md'), text);
  process.exitCode = bars.every((bar) => bar.holds !== false) ? 0 : 1;
} finally {
  await server.stop();
  fs.rmSync(work, { recursive: true, force: true });
}

function environment() {
  const cpus = os.cpus();
  return {
    cpu: `${cpus.length} × ${cpus[0]?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(os.totalmem() / 1024 ** 3)} GB`,
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    postgres: server.major,
    pgDump: pgDump?.version ?? null,
    typeorm: JSON.parse(fs.readFileSync(path.join(ROOT, 'node_modules/typeorm/package.json'), 'utf8')).version,
    date: new Date().toISOString().slice(0, 10),
    load: os.loadavg()[0].toFixed(1),
  };
}

async function measureSize(tables) {
  const project = path.join(work, String(tables));
  const model = path.join(work, `${tables}.model`);
  const name = `bench_${tables}`;
  const url = server.url(name);
  const large = tables > 1000;
  writeProject(project, tables, path.join(ROOT, 'node_modules'));
  await query(`CREATE DATABASE ${name}`);
  const size = { tables };
  size.model = await repeated(`${tables} tables: model`, large ? 1 : REPEAT, () =>
    measure('model', { project, keep: model, url }),
  );
  await repeated(`${tables} tables: create`, 1, () => measure('create', { project, model, url }));
  size.first = await repeated(`${tables} tables: compare, nothing remembered`, 1, () => compare(project, model, url));
  const all = {
    stillhead: () => compare(project, model, url),
    pgDump: pgDump === null ? null : () => withServerCpu(() => runPgDump(pgDump.file, url)),
    log: large ? null : () => withServerCpu(() => measure('log', { project, url })),
  };
  // In turns, so that what else the machine does at the time weighs on all of them.
  Object.assign(size, await inTurns(tables, all));
  size.near = await throughProxy(project, model, url, 0);
  size.far = await throughProxy(project, model, url, DELAY);
  return size;
}

async function compare(project, model, url) {
  const found = await withServerCpu(() => measure('compare', { project, model, url }));
  if (found.operations + found.unmanaged > 0) throw new Error(`in sync, but ${JSON.stringify(found)}`);
  return found;
}

async function inTurns(tables, measurements) {
  const found = {};
  for (let round = 1; round <= REPEAT; round++) {
    for (const [name, act] of Object.entries(measurements)) {
      if (act === null) continue;
      progress(`${tables} tables: ${name} ${round}/${REPEAT}`);
      const one = await act();
      if (name === 'log' && one.statements > 0) throw new Error(`TypeORM is not in sync: ${JSON.stringify(one)}`);
      (found[name] ??= []).push(one);
    }
  }
  return Object.fromEntries(Object.entries(found).map(([name, all]) => [name, fastest(all)]));
}

/** The same through a proxy that counts, and makes the way longer. */
async function throughProxy(project, model, url, delay) {
  const all = [];
  for (let round = 1; round <= REPEAT; round++) {
    progress(`through a proxy, ${delay} ms more: ${round}/${REPEAT}`);
    const proxy = await startProxy({ host: server.host, port: server.port, delay });
    const address = new URL(url);
    address.port = String(proxy.port);
    try {
      const found = await measure('compare', { project, model, url: address.href });
      all.push({ ...found, ...proxy.counts });
    } finally {
      proxy.close();
    }
  }
  return fastest(all);
}

/** Whole commands, as a user runs them: start to end of the process. */
async function measureCommands() {
  const project = path.join(work, 'commands');
  writeProject(project, 10, path.join(ROOT, 'node_modules'));
  const last = writeRevisions(path.join(project, 'migrations'), REVISIONS);
  await query('CREATE DATABASE bench_commands');
  const env = { BENCH_URL: server.url('bench_commands') };
  const main = path.join(DIST, 'main.js');
  const command = (...args) => runCommand([process.execPath, main, ...args], { cwd: project, env });
  await command('stamp', last);
  const commands = {};
  for (const [name, args] of Object.entries({
    help: ['--help'],
    history: ['history'],
    upgrade: ['upgrade'],
  })) {
    // Many and short.
    commands[name] = await repeated(`stillhead ${args.join(' ')}`, REPEAT * 4, () => command(...args));
  }
  return commands;
}

function measure(kind, given) {
  const text = JSON.stringify({ ...given, dist: DIST });
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-warnings', MEASURE, kind, text], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(output));
      else reject(new Error(`${kind} ended with code ${code}`));
    });
  });
}

async function withServerCpu(act) {
  const before = serverCpu(server.pid);
  const found = await act();
  // The connection's process ends a moment after the connection.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const after = serverCpu(server.pid);
  return { ...found, serverCpu: before === null || after === null ? null : after - before };
}

async function repeated(label, times, act) {
  const all = [];
  for (let round = 1; round <= times; round++) {
    progress(`${label} ${round}/${times}`);
    all.push(await act());
  }
  return fastest(all);
}

/** The fastest: what else a machine does only ever adds to the time, and it does so to all alike. */
function fastest(all) {
  const time = (one) => one.phases?.total?.ms ?? one.phases?.buildMetadatas?.ms ?? one.ms ?? 0;
  return all.reduce((best, one) => (time(one) < time(best) ? one : best));
}

async function query(sql) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  await client.query(sql);
  await client.end();
}

function progress(text) {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}
