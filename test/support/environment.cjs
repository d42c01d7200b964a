// jest's Node environment, plus Node's own `require` and `import()`: for packages that are ES modules only (see native/), which jest
// on Node 20 cannot load, and for tests that must load a module as a user's Node would.
const { TestEnvironment } = require('jest-environment-node');

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.nativeRequire = require;
    this.global.nativeImport = (specifier) => import(specifier);
  }
};
