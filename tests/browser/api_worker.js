// The same in a worker: answers every query with the ids of its hits.
import { open } from './karez.js';

const corpus = open();

addEventListener('message', async ({ data }) => {
  const { hits } = await (await corpus).search(data);
  postMessage(hits.map(({ id }) => id));
});
