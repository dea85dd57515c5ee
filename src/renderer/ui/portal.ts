/**
 * Where menus and small windows over the desk are put: a landmark of the page, so that a screen reader knows where they
 * belong.
 */
export const overDesk = (): HTMLElement | null => document.getElementById('over-desk');
