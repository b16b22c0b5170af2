/** Runs a launcher's program on another folder: `node launch-elsewhere.cjs LAUNCHER FOLDER ARGUMENTS…`. */
'use strict';

const path = require('node:path');

const [node, , launcher, repository, ...args] = process.argv;
const bundle = path.join(path.dirname(path.dirname(launcher)), '.cache', 'build', 'cli.js');
process.argv = [node, launcher, ...args];
require(bundle).main({ repository });
