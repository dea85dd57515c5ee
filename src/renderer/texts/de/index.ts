import type { Texts } from '../en/index.ts';
import { cloud } from './cloud.ts';
import { commands, groups } from './commands.ts';
import { count } from './count.ts';
import { header } from './header.ts';
import { search } from './search.ts';
import { timeline } from './timeline.ts';

export const de: Texts = {
  cloud,
  commands,
  count,
  groups,
  header,
  search,
  timeline,
};
