/** What edits are called. */
export { englishEdits as edits } from '../../../shared/edit-text.ts';
