module.exports = globalThis.nativeRequire('@clack/prompts');
