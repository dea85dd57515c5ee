// Loaded before the app: answers its message boxes with the button that CASTLINE_TEST_ANSWER names, by its beginning, and writes
// what they asked into the file CASTLINE_TEST_ASKED, a line of JSON each.
const { appendFileSync } = require('node:fs');
const { dialog } = require('electron');

dialog.showMessageBox = async (options) => {
  appendFileSync(process.env.CASTLINE_TEST_ASKED, `${JSON.stringify(options)}\n`);
  const response = options.buttons.findIndex((label) => label.startsWith(process.env.CASTLINE_TEST_ANSWER));
  return { response, checkboxChecked: false };
};
