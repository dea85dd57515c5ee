declare module 'smpte-timecode' {
  /** As far as tests use it; the package brings no types. */
  class Timecode {
    constructor(timecode: number | string, frameRate?: number, dropFrame?: boolean);
    readonly frameCount: number;
    toString(): string;
  }
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it.
  export default Timecode;
}
