import type { Texts } from '../en/index.ts';
import { cloud } from './cloud.ts';
import { commands, groups } from './commands.ts';
import { count } from './count.ts';
import { header } from './header.ts';
import { keyboard } from './keyboard.ts';
import { menu, preferences } from './preferences.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { timeline } from './timeline.ts';

export const de: Texts = {
  cloud,
  commands,
  count,
  groups,
  header,
  search,
  keyboard,
  menu,
  preferences,
  settings,
  timeline,
};
