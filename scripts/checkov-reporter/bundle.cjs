/** Bundles the reporter into one file without dependencies: `dist/reporter.cjs`, which is what is published. */
'use strict';

const path = require('node:path');

/** @returns where the bundle is */
function bundle(outfile = path.join(__dirname, 'dist', 'reporter.cjs')) {
  require('esbuild').buildSync({
    absWorkingDir: __dirname,
    entryPoints: ['cli.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
  });
  return outfile;
}

module.exports = { bundle };
if (require.main === module) bundle();
