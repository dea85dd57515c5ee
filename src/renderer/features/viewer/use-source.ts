import { useState } from 'react';
import type { AssetDetail, ProxyView } from '../../../shared/contract/index.ts';
import { useProxy } from '../../app/queries.ts';

/** Where the picture comes from: the file itself, its proxy, or stored stills. */
export type PictureSource = 'original' | 'proxy' | 'stills';

export interface SourceState {
  readonly source: PictureSource;
  /** State of the proxy, where one is needed. */
  readonly proxy: ProxyView | undefined;
  /** The present source cannot be played: on to the next. */
  fail(): void;
}

/** Tries the file itself, then its proxy; stills stand in until there is one, and where none can be made. */
export function useSource(detail: AssetDetail): SourceState {
  const { id, online } = detail.summary;
  const [failed, setFailed] = useState<'none' | 'original' | 'all'>('none');
  const wanted = failed === 'original' && online;
  const proxy = useProxy(id, wanted).data;
  const source = failed === 'none' ? 'original' : wanted && proxy?.state === 'ready' ? 'proxy' : 'stills';
  return {
    source,
    proxy: wanted ? proxy : undefined,
    fail: () => setFailed(source === 'original' ? 'original' : 'all'),
  };
}
