/**
 * How does a disk fail now and then? Loaded into a server and its threads with `--require`. While the file FAILING_WHILE is there,
 * holding a probability and a seed, so many of the writes below FAILING_FOLDER fail with EIO; half of these have written half by then.
 * Each adds a byte to FAILING_WHILE.failed.
 */
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { sep } = require('node:path');

const { FAILING_FOLDER: folder, FAILING_WHILE: control } = process.env;
const { writeSync } = fs;
let state = 0;

const random = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};

function probability() {
  if (!fs.existsSync(control)) {
    state = 0;
    return 0;
  }
  const [share, seed] = fs.readFileSync(control, 'utf8').split(' ').map(Number);
  state ||= seed;
  return share;
}

function isOurs(fd) {
  try {
    return fs.readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder + sep);
  } catch {
    return false;
  }
}

fs.writeSync = (fd, ...what) => {
  const share = probability();
  if (share === 0 || !isOurs(fd) || random() >= share) return writeSync(fd, ...what);
  const [data, offset, length, position] = what;
  if (random() < 0.5 && length > 1) writeSync(fd, data, offset, length >> 1, position);
  const count = fs.openSync(`${control}.failed`, 'a');
  writeSync(count, '.');
  fs.closeSync(count);
  throw Object.assign(new Error('EIO: i/o error, write'), { code: 'EIO', errno: -5, syscall: 'write' });
};
syncBuiltinESMExports();
