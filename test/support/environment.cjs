// jest's Node environment, plus Node's own `require` and `import()`: for packages that are ES modules only (see native/), which jest
// on Node 20 cannot load, and for tests that must load a module as a user's Node would.
// `atTheEnd` is for what a test file shares and nobody in it ends.
// What src/load hooks into this process for TypeScript ends with the test file: jest itself loads TypeScript afterwards.
const Module = require('node:module');
const { TestEnvironment } = require('jest-environment-node');

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.nativeRequire = require;
    this.global.nativeImport = (specifier) => import(specifier);
    this.global.atTheEnd = [];
    this.loaders = { ...Module._extensions };
    this.resolveFilename = Module._resolveFilename;
  }

  async teardown() {
    for (const end of this.global.atTheEnd) await end();
    for (const ending of Object.keys(Module._extensions)) {
      if (!(ending in this.loaders)) delete Module._extensions[ending];
    }
    Object.assign(Module._extensions, this.loaders);
    Module._resolveFilename = this.resolveFilename;
    await super.teardown();
  }
};
