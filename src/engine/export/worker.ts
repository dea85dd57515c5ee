/** Entry of the export's worker thread: composes the export it is sent, says what it is, and writes it when it is told to. */

import { parentPort } from 'node:worker_threads';
import { toCastlineError } from '../../shared/errors.ts';
import type { ManifestElement } from '../../shared/manifest.ts';
import { compose, type ExportReply, type ExportWork } from './compose.ts';
import { type ExportJob, exportPreview } from './export.ts';
import { writeSet } from './write.ts';

if (parentPort) {
  const port = parentPort;
  const say = (reply: ExportReply): void => port.postMessage(reply);
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (thrown) {
      say({ type: 'failed', error: toCastlineError(thrown).report() });
    }
  };
  port.once('message', (work: ExportWork) => attempt(() => begin(work)));
  function begin({ job, manifest, elements, target }: ExportWork): void {
    const all = elements.flatMap((piece) => JSON.parse(piece) as ManifestElement[]);
    const whole: ExportJob = { ...job, manifest: { ...manifest, elements: all } };
    if (!target) {
      say({ type: 'preview', preview: exportPreview(whole) });
      return;
    }
    const { placed, summary } = compose(whole, target);
    port.once('message', () => attempt(() => say({ type: 'written', files: writeSet(placed) })));
    say({ type: 'composed', summary });
  }
}
