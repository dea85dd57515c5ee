export { TextFinder, textRules } from './text-finder.ts';
