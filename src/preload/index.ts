import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { channels } from '../shared/contract/channels.ts';
import type { CastlineBridge } from '../shared/contract/index.ts';

/** All that the window can reach of the program: one call, one stream of events, the path of a dropped file. */
const bridge: CastlineBridge = {
  call: (request) => ipcRenderer.invoke(channels.call, request),
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
