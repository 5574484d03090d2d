// Builds one peer's index in a process of its own, so that its processor time can be told:
// `node build.mjs peer size folder work`.

import fs from 'node:fs';

import { documents } from './corpus.mjs';
import { PEERS } from './peers.mjs';

const [name, size, folder, work] = process.argv.slice(2);
const passages = documents(Number(size), work);
const [begin, cpu] = [performance.now(), cpuSeconds()];
await PEERS[name].build(passages, folder);
await programsEnded();
console.log(JSON.stringify({ seconds: (performance.now() - begin) / 1000, cpu: cpuSeconds() - cpu }));
process.exit();

/** A program counts when it has ended, and Pagefind lets its own end when it likes. */
async function programsEnded() {
  while (fs.readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim() !== '')
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
}

/** Of this process and of the programs it ran: fields 14 to 17 of `/proc/self/stat`, in hundredths. */
function cpuSeconds() {
  const fields = fs.readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
}
