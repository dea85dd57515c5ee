import {
  ChevronLeft,
  ChevronRight,
  Pause,
  Play,
  Repeat,
  ScanFace,
  Shapes,
  SkipBack,
  SkipForward,
  Square,
  Volume2,
  VolumeX,
} from 'lucide-react';
import type { ReactElement } from 'react';
import type { AssetDetail } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { texts } from '../../texts/index.ts';
import { CommandButton } from '../../ui/button.tsx';
import { frameTimecode, lengthTimecode } from '../../ui/texts.ts';
import { useView } from './view-store.ts';

/** Timecode, and the buttons that play and step. */
export function Transport({ detail }: { detail: AssetDetail | undefined }): ReactElement {
  const speed = useDesk((state) => state.speed);
  const boxesShown = useDesk((state) => state.boxesShown);
  const muted = useDesk((state) => state.muted);
  const masksShown = useView((state) => state.masksShown);
  const isLooping = useView((state) => state.isLooping);
  const idle = detail === undefined;
  return (
    <div className="transport" role="toolbar" aria-label={texts().viewer.transport}>
      <Timecode detail={detail} />
      <div className="transport-keys">
        <CommandButton id="previous-shot" disabled={idle}>
          <SkipBack size={14} aria-hidden />
        </CommandButton>
        <CommandButton id="previous-frame" disabled={idle}>
          <ChevronLeft size={15} aria-hidden />
        </CommandButton>
        <CommandButton id="reverse" disabled={idle} pressed={speed < 0}>
          <Play size={13} className="mirrored" aria-hidden />
          <span aria-hidden>J</span>
        </CommandButton>
        <CommandButton id="stop" disabled={idle} pressed={speed === 0 && !idle}>
          {speed === 0 ? <Square size={11} aria-hidden /> : <Pause size={13} aria-hidden />}
          <span aria-hidden>K</span>
        </CommandButton>
        <CommandButton id="forward" disabled={idle} pressed={speed > 0}>
          <span aria-hidden>L</span>
          <Play size={13} aria-hidden />
        </CommandButton>
        <CommandButton id="next-frame" disabled={idle}>
          <ChevronRight size={15} aria-hidden />
        </CommandButton>
        <CommandButton id="next-shot" disabled={idle}>
          <SkipForward size={14} aria-hidden />
        </CommandButton>
      </div>
      <div className="transport-side">
        <span className="speed numbers" role="status" aria-label={texts().viewer.speed}>
          {speed === 0 ? '' : `${speed < 0 ? '−' : ''}${Math.abs(speed)}×`}
        </span>
        <CommandButton id="boxes" tone="switch" pressed={boxesShown}>
          <ScanFace size={14} aria-hidden />
          <span>{texts().viewer.boxes}</span>
        </CommandButton>
        <CommandButton id="masks" tone="switch" pressed={masksShown}>
          <Shapes size={14} aria-hidden />
          <span>{texts().viewer.masks}</span>
        </CommandButton>
        <CommandButton id="loop" tone="switch" pressed={isLooping} disabled={idle}>
          <Repeat size={14} aria-hidden />
        </CommandButton>
        <CommandButton id="sound" tone="switch" pressed={!muted}>
          {muted ? <VolumeX size={14} aria-hidden /> : <Volume2 size={14} aria-hidden />}
        </CommandButton>
      </div>
    </div>
  );
}

function Timecode({ detail }: { detail: AssetDetail | undefined }): ReactElement {
  const frame = useDesk((state) => state.frame);
  if (!detail) return <div className="timecode">--:--:--:--</div>;
  return (
    <div className="timecode" title={texts().viewer.frameOf(frame, detail.frameCount)}>
      <span role="timer" aria-label={texts().viewer.timecode}>
        {frameTimecode(detail.facts, frame)}
      </span>
      <small>
        {' / '}
        <span role="note" aria-label={texts().viewer.length}>
          {lengthTimecode(detail.facts, detail.frameCount)}
        </span>
      </small>
    </div>
  );
}
