/**
 * The seed of the properties of one file: what `FUZZ_SEED` says, to repeat a run, and else another one each time.
 * A file prints it, as the run that fails has to be the one that is repeated.
 */
export function fuzzSeed(): number {
  const given = process.env['FUZZ_SEED'];
  return given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
}
