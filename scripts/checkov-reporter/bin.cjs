#!/usr/bin/env node
/** Starts the published bundle; in a checkout of the repository, one made of the sources as they are now. */
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const isCheckout = fs.existsSync(path.join(__dirname, 'cli.ts'));
const file = isCheckout
  ? require('./bundle.cjs').bundle(
      path.join(__dirname, '..', '..', '.cache', 'build', 'checkov-reporter.cjs'),
    )
  : path.join(__dirname, 'dist', 'reporter.cjs');
const { main } = require(file);
process.exitCode = main(process.argv.slice(2), {
  readInput: () => fs.readFileSync(0, 'utf8'),
  write: (text) => process.stdout.write(text),
  notice: (text) => process.stderr.write(text),
  isTerminal: process.stdout.isTTY === true,
});
