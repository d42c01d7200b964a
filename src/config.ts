/** Placeholder until the configuration stands. */
export function enabledTraces(): ReadonlySet<string> {
  return new Set();
}
