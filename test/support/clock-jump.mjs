// `node --import clock-jump.mjs`: the time of day is right for so long, then off by so much, and off the other way later.
const [afterMs, byMs] = (process.env.CASTLINE_TEST_CLOCK ?? '0 0').split(' ').map(Number);
const RealDate = Date;
const began = performance.now();

const offset = () => {
  const passed = performance.now() - began;
  if (passed < afterMs) return 0;
  return passed < 2 * afterMs ? byMs : -byMs;
};

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + offset());
    else super(...parts);
  }

  static now() {
    return RealDate.now() + offset();
  }
};
