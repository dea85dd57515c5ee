import type { Translation } from '../translation.ts';
import { about } from './about.ts';
import { actions } from './actions.ts';
import { cast } from './cast.ts';
import { clips } from './clips.ts';
import { cloud } from './cloud.ts';
import { commands, groups } from './commands.ts';
import { count } from './count.ts';
import { cuts } from './cuts.ts';
import { desk } from './desk.ts';
import { edits } from './edits.ts';
import { handover } from './handover.ts';
import { header } from './header.ts';
import { inspector } from './inspector.ts';
import { jobs } from './jobs.ts';
import { keyboard } from './keyboard.ts';
import { people } from './people.ts';
import { menu, preferences } from './preferences.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { side } from './side.ts';
import { status } from './status.ts';
import { timeline } from './timeline.ts';
import { tour } from './tour.ts';
import { trust } from './trust.ts';
import { ui } from './ui.ts';
import { viewer } from './viewer.ts';
import { wardrobe } from './wardrobe.ts';
import { welcome } from './welcome.ts';

/** The English texts, and with them the type of all others. */
const catalogue = {
  about,
  actions,
  cast,
  clips,
  cloud,
  commands,
  groups,
  count,
  cuts,
  desk,
  edits,
  handover,
  header,
  inspector,
  jobs,
  keyboard,
  preferences,
  menu,
  people,
  search,
  settings,
  side,
  status,
  timeline,
  trust,
  ui,
  viewer,
  wardrobe,
  welcome,
  tour,
} as const;

export type Texts = Translation<typeof catalogue>;
export const en: Texts = catalogue;
