import { FolderOpen, Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { texts } from '../../texts/index.ts';
import { CommandButton } from '../../ui/button.tsx';

/** The desk with nothing on it: says what to do. */
export function Welcome(): ReactElement {
  const { commands, welcome: words } = texts();
  return (
    <div className="welcome">
      <div className="welcome-drop">
        <h2>{words.heading}</h2>
        <p className="quiet-text">{words.or}</p>
        <div className="welcome-buttons">
          <CommandButton id="import-files" tone="accent">
            <Plus size={15} aria-hidden />
            {commands['import-files']}
          </CommandButton>
          <CommandButton id="import-folder">
            <FolderOpen size={15} aria-hidden />
            {commands['import-folder']}
          </CommandButton>
        </div>
      </div>
      <ol className="welcome-steps">
        {words.steps.map(([title, text]) => (
          <li key={title}>
            <b>{title}</b>
            <span className="quiet-text">{text}</span>
          </li>
        ))}
      </ol>
      <p className="quiet-text">{words.promise}</p>
    </div>
  );
}
