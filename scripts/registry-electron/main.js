// The default app of the registry runtime: what Electron runs when it is given an app folder. It stands in for the
// one that Electron's own distribution carries, and lends the native SQLite that this Electron can load.
// It has to be an ES module with top-level await: only then does Electron hold `ready` back until the app's main has run.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, utilityProcess } from 'electron';

const require = createRequire(import.meta.url);
const lendSqlite = path.join(process.resourcesPath, 'sqlite', 'lend.cjs');

require(lendSqlite);

// A utility process starts with a fresh module loader and takes no --require in its execArgv, but heeds NODE_OPTIONS;
// worker threads inside it inherit it.
const fork = utilityProcess.fork.bind(utilityProcess);
utilityProcess.fork = (modulePath, args, options = {}) => {
  const env = options.env ?? process.env;
  const nodeOptions = `${env.NODE_OPTIONS ?? ''} --require ${JSON.stringify(lendSqlite)}`.trim();
  return fork(modulePath, args ?? [], { ...options, env: { ...env, NODE_OPTIONS: nodeOptions } });
};

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) {
  process.stderr.write('This Electron needs the folder of an app as its first argument.\n');
  process.exit(2);
}
const appPath = path.resolve(folder);
const description = JSON.parse(readFileSync(path.join(appPath, 'package.json'), 'utf8'));
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
app.setName(description.productName ?? description.name);
app.setVersion(description.version);
app.setAppPath(appPath);
await import(pathToFileURL(path.join(appPath, description.main)).href);
