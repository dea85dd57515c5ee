/** Media URLs of the window: `castline-media://asset/<asset id>`, `…://proxy/<asset id>` and `…://image/<hash>`. */
export const mediaScheme = 'castline-media';
/** Where a clip is played from. */
export const assetUrl = (assetId: string): string => `${mediaScheme}://asset/${assetId}`;
/** The proxy of an asset, once it is ready. */
export const proxyUrl = (assetId: string): string => `${mediaScheme}://proxy/${assetId}`;
/** Where a stored picture is shown from. */
export const imageUrl = (hash: string): string => `${mediaScheme}://image/${hash}`;
