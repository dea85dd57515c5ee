'use strict';
// better-sqlite3 13 needs Node-API 10, this Electron stops at 9 and crashes on it. Whoever loads the package's one entry
// file gets the copy beside this file instead, built for this Electron. ES imports of a CommonJS package end in the same
// loader (redirecting the resolved name instead would leave them with an empty module).
const Module = require('node:module');
const path = require('node:path');

const entryOfPackage = path.join(path.sep, 'node_modules', 'better-sqlite3', 'lib', 'index.js');
const entryOfCopy = path.join(__dirname, 'better-sqlite3', 'lib', 'index.js');
const loadScript = Module._extensions['.js'];

Module._extensions['.js'] = (module, filename) => {
  if (filename.endsWith(entryOfPackage)) module.exports = require(entryOfCopy);
  else loadScript(module, filename);
};
