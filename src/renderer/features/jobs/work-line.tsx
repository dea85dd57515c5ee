import { Pause, Play, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { useWorkload } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { CommandButton } from '../../ui/button.tsx';
import { workloadText } from '../../ui/texts.ts';

/** What the engine is working on, with the time left; nothing while it rests. */
export function WorkLine(): ReactElement | null {
  const workload = useWorkload().data;
  if (!workload || workload.running + workload.waiting === 0) return null;
  const text = workloadText(workload);
  const words = texts().jobs;
  return (
    <div className="work-line">
      <progress aria-label={words.analysis} value={workload.fraction} max={1} />
      <span className="work-text" title={text}>
        {text}
      </span>
      <CommandButton id="pause" tone="quiet" label={workload.paused ? words.resumeAll : words.pauseAll}>
        {workload.paused ? <Play size={13} aria-hidden /> : <Pause size={13} aria-hidden />}
        <span className="work-word">{workload.paused ? words.resume : words.pause}</span>
      </CommandButton>
      <CommandButton id="cancel-all" tone="quiet">
        <X size={14} aria-hidden />
        <span className="work-word">{words.cancel}</span>
      </CommandButton>
    </div>
  );
}
