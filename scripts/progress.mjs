// @ts-check
// Says that a long step is under way, how far it is and how long it has left: a line that moves on a terminal, plain lines elsewhere.
// Plain JavaScript without dependencies, because the set-up script runs before anything is installed.

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const secondsBetweenLines = 10;
const barWidth = 20;
/** The rate is that of the last so many seconds: how fast things begin says little of when they end. */
const rateSeconds = 15;

/**
 * @typedef {object} Step
 * @property {(note: string) => void} note what the step is at, shown beside its label
 * @property {(done: number, total?: number) => void} reach how far it is, shown with the rate, and where there is a total with the time left
 * @property {() => void} done
 * @property {() => void} failed
 */

/**
 * @param {string} label what is being done: "Installing packages"
 * @param {NodeJS.WriteStream} out
 * @returns {Step}
 */
export function startStep(label, out = process.stdout) {
  return out.isTTY ? spinner(label, out) : lines(label, out);
}

/**
 * @param {string} label
 * @param {NodeJS.WriteStream} out
 * @returns {Step}
 */
function spinner(label, out) {
  const seconds = stopwatch();
  const describe = pace(seconds);
  let frame = 0;
  let suffix = '';
  const draw = () => {
    const text = `${frames[frame++ % frames.length]} ${label}${suffix} (${duration(seconds())})`;
    out.write(`\r\x1b[2K${text.slice(0, out.columns - 1)}`);
  };
  const timer = setInterval(draw, 100).unref();
  const finish = (/** @type {string} */ mark) => {
    clearInterval(timer);
    out.write(`\r\x1b[2K${mark} ${label} (${duration(seconds())})\n`);
  };
  draw();
  return {
    note: (note) => {
      suffix = `: ${note}`;
    },
    reach: (done, total) => {
      suffix = `${total === undefined ? ':' : ` ${bar(done / total)}`} ${describe(done, total)}`;
    },
    done: () => finish('✔'),
    failed: () => finish('✘'),
  };
}

/**
 * @param {string} label
 * @param {NodeJS.WriteStream} out
 * @returns {Step}
 */
function lines(label, out) {
  const seconds = stopwatch();
  const describe = pace(seconds);
  let suffix = '';
  const write = () => out.write(`${label}${suffix}: ${duration(seconds())} so far\n`);
  const timer = setInterval(write, secondsBetweenLines * 1000).unref();
  const finish = (/** @type {string} */ outcome) => {
    clearInterval(timer);
    out.write(`${label}: ${outcome} after ${duration(seconds())}\n`);
  };
  out.write(`${label} ...\n`);
  return {
    note: (note) => {
      suffix = `: ${note}`;
    },
    reach: (done, total) => {
      suffix = `: ${describe(done, total)}`;
    },
    done: () => finish('done'),
    failed: () => finish('failed'),
  };
}

function stopwatch() {
  const start = Date.now();
  return () => (Date.now() - start) / 1000;
}

/** @param {number} share */
function bar(share) {
  const full = Math.min(barWidth, Math.floor(share * barWidth));
  return '█'.repeat(full) + '░'.repeat(barWidth - full);
}

/**
 * Tells how far a step is, how fast it goes on, and how long that takes.
 * @param {() => number} seconds
 * @returns {(done: number, total?: number) => string}
 */
function pace(seconds) {
  let first = { at: 0, done: 0 };
  /** @type {typeof first[]} */
  const recent = [];
  return (done, total) => {
    const now = seconds();
    recent.push({ at: now, done });
    while (recent.length > 1 && now - first.at > rateSeconds) first = recent.shift() ?? first;
    const rate = now < 1 ? 0 : (done - first.done) / (now - first.at); // of the first moments it says nothing
    const perSecond = rate > 0 ? `, ${number(rate)} a second` : '';
    if (total === undefined) return `${number(done)}${perSecond}`;
    const left = rate > 0 ? `, ${duration(Math.max(0, total - done) / rate)} left` : '';
    return `${Math.floor((100 * done) / total)}%, ${number(done)} of ${number(total)}${perSecond}${left}`;
  };
}

/** @param {number} value */
function number(value) {
  return Math.round(value).toLocaleString('en');
}

/** @param {number} seconds */
function duration(seconds) {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
