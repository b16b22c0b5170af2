/** `node:child_process`, loaded when the first process is started: most runs of the gate start none. */
'use strict';

module.exports = {
  get spawn() {
    return require('child_process').spawn;
  },
};
