import { Command } from 'cmdk';
import { type ReactElement, useState } from 'react';
import { useTags } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { tagNames } from './edits.ts';

/** Type a tag, or choose one of those in use: the arrows move, Enter takes, Escape leaves it as it was. */
export function TagPicker(props: {
  /** What stands in the field at first. */
  value: string;
  onTake: (name: string) => void;
  onClose: () => void;
}): ReactElement {
  const [typed, setTyped] = useState(props.value);
  const [isFresh, setFresh] = useState(true);
  const words = texts().timeline;
  const used = tagNames(useTags().data ?? []);
  // What stands there at first asks for nothing: all tags are offered.
  const asked = isFresh ? '' : typed.trim().toLowerCase();
  const offered = used.filter((name) => name.toLowerCase().includes(asked)).slice(0, 50);
  const isNew = typed.trim() !== '' && !used.includes(typed.trim());
  return (
    <Command
      label={words.tagName}
      shouldFilter={false}
      loop
      className="tag-picker"
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') props.onClose();
        if (event.key === 'Enter' && isFresh) {
          event.preventDefault();
          props.onTake(typed.trim());
        }
        if (event.key.startsWith('Arrow')) setFresh(false);
      }}
    >
      <Command.Input
        autoFocus
        className="name-field"
        placeholder={words.tagPlaceholder}
        value={typed}
        onFocus={(event) => event.currentTarget.select()}
        onValueChange={(text) => {
          setTyped(text);
          setFresh(false);
        }}
      />
      <Command.List className="tag-list" label={words.tagNames}>
        {isNew ? (
          <Command.Item
            value={`new ${typed}`}
            className="menu-item"
            onSelect={() => props.onTake(typed.trim())}
          >
            {words.newTag(typed.trim())}
          </Command.Item>
        ) : null}
        {offered.map((name) => (
          <Command.Item
            key={name}
            value={`tag ${name}`}
            className="menu-item"
            onSelect={() => props.onTake(name)}
          >
            {name}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
