import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { channels, type FirstAnswers, questionOf } from '../shared/contract/channels.ts';
import type { CastlineBridge, Reply } from '../shared/contract/index.ts';
import { firstPictureKey, imageUrl, isMediaKey } from '../shared/contract/media-urls.ts';

/** A page asks its first questions within this time; what it asks later may have changed. */
const firstWithinMs = 3000;

/** Asked for while the page is still loading. Each answer serves once, and none after something has changed. */
const first: Promise<Map<string, Reply>> = ipcRenderer.invoke(channels.first).then(
  (answers: FirstAnswers) => new Map(answers),
  () => new Map(),
);
const forgetFirst = (): void => void first.then((answers) => answers.clear());
ipcRenderer.once(channels.event, forgetFirst);
setTimeout(forgetFirst, firstWithinMs);

/** All that the window can reach of the program: one call, one stream of events, the path of a dropped file. */
const bridge: CastlineBridge = {
  call: async (request) => {
    const answers = await first;
    const question = questionOf(request);
    const known = answers.get(question);
    answers.delete(question);
    return known ?? ipcRenderer.invoke(channels.call, request);
  },
  onEvent: (listener) => {
    const pass = (_event: IpcRendererEvent, said: Parameters<typeof listener>[0]): void => listener(said);
    ipcRenderer.on(channels.event, pass);
    return () => {
      ipcRenderer.off(channels.event, pass);
    };
  },
  pathForFile: (file) => webUtils.getPathForFile(file),
};

contextBridge.exposeInMainWorld('castline', bridge);

/** The picture that the desk was left at comes while the page is still being read. It is only ever one of the stored ones. */
function fetchFirstPicture(): void {
  const hash = localStorage.getItem(firstPictureKey);
  if (hash && isMediaKey(hash)) new Image().src = imageUrl(hash);
}
try {
  fetchFirstPicture();
} catch {
  // Storage is barred: the page asks for the picture itself.
}
