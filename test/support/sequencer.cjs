// The order of test files: what takes longest begins first, so that no worker waits for the last one. On a fresh clone jest knows no times
// and goes by the size of files, where the short ones that run whole corpora would come last. Only an order: every file is run.
const { default: Sequencer } = require('@jest/test-sequencer');

/** By how long they take; files of no line here come behind them as jest would have them. */
const LONG = [
  /corpus[\\/]pairs[\\/]core/,
  /corpus[\\/]pairs[\\/]others/,
  /package[\\/]package/,
  /corpus[\\/]scenarios/,
  /corpus[\\/]edits-columns/,
  /corpus[\\/]alembic/,
  /typeorm-metadata/,
  /bad-input[\\/]names/,
  /corpus[\\/]edits-/,
  /kills[\\/]/,
  /database[\\/]api[\\/](check-history|renames|diff)/,
  /cli[\\/](renames|diff)/,
  /corpus[\\/]/,
];

const rank = ({ path }) => {
  const found = LONG.findIndex((pattern) => pattern.test(path));
  return found === -1 ? LONG.length : found;
};

module.exports = class extends Sequencer {
  sort(tests) {
    const usual = super.sort(tests);
    return [...usual].sort((one, other) => rank(one) - rank(other) || usual.indexOf(one) - usual.indexOf(other));
  }
};
