// @ts-check
// Says that a long step is under way: a spinner with the time it has taken on a terminal, plain lines elsewhere.
// Plain JavaScript without dependencies, because the set-up script runs before anything is installed.

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const secondsBetweenLines = 15;

/**
 * @typedef {object} Step
 * @property {(note: string) => void} note what the step is at, shown beside its label
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
  let frame = 0;
  let suffix = '';
  const draw = () => {
    const text = `${frames[frame++ % frames.length]} ${label}${suffix} (${seconds()} s)`;
    out.write(`\r\x1b[2K${text.slice(0, out.columns - 1)}`);
  };
  const timer = setInterval(draw, 100).unref();
  const finish = (/** @type {string} */ mark) => {
    clearInterval(timer);
    out.write(`\r\x1b[2K${mark} ${label} (${seconds()} s)\n`);
  };
  draw();
  return {
    note: (note) => {
      suffix = `: ${note}`;
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
  let suffix = '';
  const timer = setInterval(() => out.write(`${label}${suffix}: ${seconds()} s so far\n`), secondsBetweenLines * 1000).unref();
  const finish = (/** @type {string} */ outcome) => {
    clearInterval(timer);
    out.write(`${label}: ${outcome} after ${seconds()} s\n`);
  };
  out.write(`${label} ...\n`);
  return {
    note: (note) => {
      suffix = `: ${note}`;
    },
    done: () => finish('done'),
    failed: () => finish('failed'),
  };
}

function stopwatch() {
  const start = Date.now();
  return () => Math.round((Date.now() - start) / 1000);
}
