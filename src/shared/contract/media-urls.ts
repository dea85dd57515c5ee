/** Media URLs of the window: `castline-media://asset/<asset id>`, `…://proxy/<asset id>` and `…://image/<hash>`. */
export const mediaScheme = 'castline-media';
/** What stands for a clip or a picture in such a URL. */
export const isMediaKey = (text: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(text);
/** Where a clip is played from. */
export const assetUrl = (assetId: string): string => `${mediaScheme}://asset/${assetId}`;
/** The proxy of an asset, once it is ready. */
export const proxyUrl = (assetId: string): string => `${mediaScheme}://proxy/${assetId}`;
/** Where a stored picture is shown from. */
export const imageUrl = (hash: string): string => `${mediaScheme}://image/${hash}`;

/** Under this name the window's storage keeps the hash of the picture at which the desk was left. */
export const firstPictureKey = 'castline.first-picture';
