module.exports = globalThis.nativeRequire('yargs/helpers');
