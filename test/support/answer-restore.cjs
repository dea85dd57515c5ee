'use strict';
// Preloaded into the app by a test: chooses the first button of the dialog that says why a library does not open.
const Module = require('node:module');

const load = Module._load;
Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (request === 'electron' && loaded.dialog && !loaded.dialog.isAnswered) {
    loaded.dialog.isAnswered = true;
    loaded.dialog.showMessageBox = (options) => {
      process.stdout.write(`asked: ${options.buttons.join(' | ')}\n`);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  }
  return loaded;
};
