import { FolderOpen, Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { CommandButton } from '../../ui/button.tsx';

const steps = [
  ['Drop footage', 'Files or whole folders. Castline finds the shots and the faces by itself.'],
  ['Name the people', 'Type a name once; it is on every shot in which the person is seen.'],
  ['Export', 'A manifest with shots, people and times for your editing program.'],
] as const;

/** The desk with nothing on it: says what to do. */
export function Welcome(): ReactElement {
  return (
    <div className="welcome">
      <div className="welcome-drop">
        <h2>Drop footage here</h2>
        <p className="quiet-text">or choose it:</p>
        <div className="welcome-buttons">
          <CommandButton id="import-files" tone="accent">
            <Plus size={15} aria-hidden />
            Add files…
          </CommandButton>
          <CommandButton id="import-folder">
            <FolderOpen size={15} aria-hidden />
            Add a folder…
          </CommandButton>
        </div>
      </div>
      <ol className="welcome-steps">
        {steps.map(([title, text]) => (
          <li key={title}>
            <b>{title}</b>
            <span className="quiet-text">{text}</span>
          </li>
        ))}
      </ol>
      <p className="quiet-text">Everything stays on this computer. Your files are never changed.</p>
    </div>
  );
}
