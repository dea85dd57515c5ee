import { ChevronDown } from 'lucide-react';
import type { ReactElement } from 'react';
import { attempt, switchLibrary } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { isInCast, keys, useCast, useLibrary, useRecents } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { Menu, MenuCommand, MenuHeading, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { clipsText, peopleText } from '../../ui/texts.ts';

/** Name and size of the open library; the menu goes to another. */
export function LibraryMenu(): ReactElement {
  const environment = useEnvironment();
  const library = useLibrary().data;
  const people = useCast().data?.filter(isInCast).length;
  const recents = (useRecents().data ?? []).filter(({ path }) => path !== library?.path);
  return (
    <div className="library-menu">
      <Menu
        onOpen={() => void environment.queries.invalidateQueries({ queryKey: keys.recents })}
        trigger={
          <button
            type="button"
            className="button quiet library-name"
            title={library?.path}
            onMouseDown={keepFocus}
            aria-label={texts().clips.library(library?.name ?? '')}
          >
            <b>{library?.name ?? '…'}</b>
            <ChevronDown size={14} aria-hidden />
          </button>
        }
      >
        <MenuCommand id="new-library" />
        <MenuCommand id="open-library" />
        {recents.length > 0 ? (
          <>
            <MenuLine />
            <MenuHeading>{texts().clips.recent}</MenuHeading>
          </>
        ) : null}
        {recents.map(({ path, name, exists }) => (
          <MenuItem
            key={path}
            label={name}
            hint={exists ? folderOf(path) : texts().clips.gone}
            disabled={!exists}
            onSelect={() => attempt(switchLibrary(environment, { recent: path }))}
          />
        ))}
      </Menu>
      {library ? (
        <span className="quiet-text library-counts">
          {clipsText(library.assetCount)} · {peopleText(people ?? library.personCount)}
        </span>
      ) : null}
    </div>
  );
}

/** The last folder of a path: enough to tell two libraries of one name apart. */
function folderOf(path: string): string {
  return path.split(/[\\/]/).at(-2) ?? '';
}
