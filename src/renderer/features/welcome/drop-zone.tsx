import { type ReactElement, useEffect, useState } from 'react';
import { attempt, importPaths } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import { texts } from '../../texts/index.ts';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** Takes files and folders that are dropped anywhere on the window, and shows that it will. */
export function DropZone(): ReactElement | null {
  const environment = useEnvironment();
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Enter and leave come for every element on the way; the counter says when the window itself was left.
    let depth = 0;
    const listen = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.type === 'dragenter') depth += 1;
      if (event.type === 'dragleave') depth -= 1;
      if (event.type === 'dragover' && event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      if (event.type === 'drop') {
        depth = 0;
        const files = [...(event.dataTransfer?.files ?? [])];
        const paths = files.map((file) => environment.bridge.pathForFile(file)).filter((path) => path !== '');
        attempt(importPaths(environment, paths));
      }
      setOver(depth > 0);
    };
    const kinds = ['dragenter', 'dragover', 'dragleave', 'drop'] as const;
    for (const kind of kinds) window.addEventListener(kind, listen);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, listen);
    };
  }, [environment]);
  if (!over) return null;
  return (
    <div className="drop-zone" role="status">
      <p>
        <b>{texts().welcome.drop}</b>
        <span>{texts().welcome.dropHint}</span>
      </p>
    </div>
  );
}
