/**
 * Brings a clone to the state that the other scripts need: packages installed, dist/ built. Does nothing where nothing is to be done, so
 * every script may call it. Node's own modules only: on a fresh clone nothing else is there.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, chmodSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const children = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
    process.exit(1);
  });
}

/**
 * Runs a program of the clone.
 * @param {string[]} command
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, quiet?: boolean }} options quiet: keep what it prints
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run([program, ...args], { cwd = ROOT, env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    children.add(child);
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.once('error', reject);
    child.once('close', (code) => {
      children.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** A program of an installed package, by its file: .bin/tsc is claimed by two compilers. */
export const program = (file) => [process.execPath, path.join(ROOT, 'node_modules', file)];

/**
 * @param {{ tests?: boolean, packages?: boolean, build?: boolean }} wanted tests: the packages of test/ as well; packages: the published
 *   packages of test/packages/ as well; build: dist/ as well
 * @returns {Promise<{ built: boolean }>} built: false when the compiler found errors (printed); dist/ is written all the same
 */
export async function setUp({ tests = false, packages = false, build = false } = {}) {
  await install(ROOT);
  if (tests) await install(path.join(ROOT, 'test'));
  if (packages) await Promise.all(PUBLISHED.map((folder) => install(path.join(ROOT, 'test/packages', folder))));
  return { built: build ? await buildDist() : true };
}

/** Folders of test/packages/: the same packages, each with the TypeORM it brings, and with TypeORM 1.1.1. */
const PUBLISHED = ['as-installed', 'typeorm-1'];

/** Installs what package-lock.json names, unless it is there. */
async function install(folder) {
  const modules = path.join(folder, 'node_modules');
  const fresh = !existsSync(path.join(modules, '.package-lock.json'));
  const missing = fresh ? [] : missingPackages(folder);
  if (!fresh && missing.length === 0) return;
  const where = path.relative(ROOT, folder) || '.';
  console.log(fresh ? `Installing packages in ${where}` : `Installing packages in ${where}: ${missing.join(', ')}`);
  // Not `npm ci` where something is installed already: it would first take away what others in this clone are using.
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const args = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code } = await run([...npm, ...(fresh ? ['ci'] : ['install', '--no-save']), ...args], { cwd: folder });
  if (code !== 0) throw new Error(`npm could not install the packages in ${where} (exit code ${code})`);
}

/** Packages of package-lock.json that are not installed, or in another version; those of other platforms do not count. */
function missingPackages(folder) {
  const read = (file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')).packages;
  const installed = read('node_modules/.package-lock.json');
  return Object.entries(read('package-lock.json'))
    .filter(([name, wanted]) => {
      if (name === '') return false;
      const found = installed[name];
      if (found !== undefined) return found.version !== wanted.version;
      const foreign =
        !allows(wanted.os, process.platform) || !allows(wanted.cpu, process.arch) || wanted.libc !== undefined;
      return !foreign && !isOptionalPart(wanted);
    })
    .map(([name]) => name.replace(/^.*node_modules\//, ''));
}

/** Optional and not bound to a platform: npm leaves those out for reasons of its own. */
const isOptionalPart = (entry) => (entry.optional === true && entry.os === undefined) || entry.peer === true;

function allows(list, value) {
  if (list === undefined) return true;
  return list.includes(value) || (list.some((item) => item.startsWith('!')) && !list.includes(`!${value}`));
}

/** Compiles src/ to dist/ in place, so that nobody finds dist/ empty meanwhile, and removes what has no source any more. */
export async function buildDist() {
  const { code } = await run([...program('tsc7/bin/tsc'), '-p', 'tsconfig.build.json']);
  const [src, dist] = [path.join(ROOT, 'src'), path.join(ROOT, 'dist')];
  for (const file of existsSync(dist) ? readdirSync(dist, { recursive: true }) : []) {
    const output = path.join(dist, file);
    if (!/\.(js|d\.ts)(\.map)?$/.test(file)) continue;
    if (!existsSync(path.join(src, file.replace(/\.(js|d\.ts)(\.map)?$/, '.ts')))) rmSync(output, { force: true });
  }
  for (const folder of existsSync(dist) ? readdirSync(dist, { recursive: true }).sort().reverse() : []) {
    const output = path.join(dist, folder);
    if (statSync(output).isDirectory() && readdirSync(output).length === 0) rmSync(output, { recursive: true });
  }
  const bin = path.join(dist, 'main.js');
  if (existsSync(bin)) chmodSync(bin, 0o755);
  return code === 0;
}
