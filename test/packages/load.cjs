// The entities of the packages of this folder, loaded by Node's own require and import: jest cannot load those that are ES modules.
// Entity decorators write into one storage for the whole process, on the global object, whichever copy of TypeORM they come from: each
// package gets a storage of its own, put back by `use()` whenever the package's turn comes.
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

/** What a package exports for `entities` of a DataSource. `from` loads a file of the installed package. */
const LISTS = {
  '@auth/typeorm-adapter': async (from) => Object.values((await from('index.js')).entities),

  '@boxyhq/saml-jackson': async (from) => [
    (await from('dist/db/sql/entity/JacksonStore.js')).JacksonStore,
    (await from('dist/db/sql/entity/JacksonIndex.js')).JacksonIndex,
    (await from('dist/db/sql/entity/JacksonTTL.js')).JacksonTTL,
  ],

  // Ids, money and custom fields get their columns from the configuration: as preBootstrapConfig does it with the default one.
  '@vendure/core': async (from) => {
    const entities = Object.values((await from('dist/entity/entities.js')).coreEntitiesMap);
    const { defaultConfig } = await from('dist/config/default-config.js');
    const { entityIdStrategy, moneyStrategy } = defaultConfig.entityOptions;
    (await from('dist/entity/set-entity-id-strategy.js')).setEntityIdStrategy(entityIdStrategy, entities);
    (await from('dist/entity/set-money-strategy.js')).setMoneyStrategy(moneyStrategy, entities);
    (await from('dist/entity/register-custom-entity-fields.js')).registerCustomEntityFields(defaultConfig);
    return entities;
  },

  '@veramo/data-store': async (from) => (await from('build/index.js')).Entities,
};

/** What decorators said, once more, for an edit that must not reach those who use the first. */
function copyOf(storage) {
  const lists = Object.entries(storage).map(([key, list]) => [
    key,
    list.map((args) => ('options' in args ? { ...args, options: { ...args.options } } : { ...args })),
  ]);
  return Object.assign(Object.create(Object.getPrototypeOf(storage)), Object.fromEntries(lists));
}

/** A package whose decorators said what the storage holds. */
function withStorage(common, storage) {
  return {
    ...common,
    use: () => {
      globalThis.typeormMetadataArgsStorage = storage;
    },
    edited: (edit) => {
      const copy = copyOf(storage);
      edit(copy);
      return withStorage(common, copy);
    },
  };
}

/** By folder and name. Node runs a module once in a process, whichever test file asks: its decorators speak once. */
const loaded = new Map();

/**
 * @param {string} folder `as-installed` or `typeorm-1`
 * @param {string} name of the package
 * @returns {Promise<import('../support/published-packages').PublishedPackage>}
 */
module.exports = function load(folder, name) {
  const key = `${folder}: ${name}`;
  if (!loaded.has(key)) loaded.set(key, loadOnce(folder, name));
  return loaded.get(key);
};

async function loadOnce(folder, name) {
  const root = path.join(__dirname, folder, 'node_modules', name);
  const ownRequire = createRequire(path.join(root, 'package.json'));
  globalThis.typeormMetadataArgsStorage = undefined;
  const typeorm = ownRequire('typeorm');
  const entities = await LISTS[name]((file) => import(pathToFileURL(path.join(root, file)).href));
  const resolved = path.join(path.dirname(ownRequire.resolve('typeorm')), 'package.json');
  const { version } = JSON.parse(readFileSync(resolved, 'utf8'));
  return withStorage({ typeorm, version, entities }, typeorm.getMetadataArgsStorage());
}
