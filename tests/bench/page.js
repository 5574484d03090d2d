// The page of every peer: with `?q=…` it shows the first ten results; `bench.time` asks many questions.

/** `client` is a module of clients/. */
export function run(client) {
  const ready = client.start();
  window.bench = { ready, time: (questions) => time(client, questions) };
  const query = new URLSearchParams(location.search).get('q');
  if (query)
    ready
      .then(() => client.search(query))
      .then(show, (error) => {
        document.body.dataset.failed = error.stack;
      });
}

function show(results) {
  for (const { title, excerpt = '' } of results) {
    const item = document.createElement('li');
    item.textContent = `${title} ${excerpt}`;
    document.querySelector('ol').append(item);
  }
  // The second frame after is the first that is sure to show them.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      document.body.dataset.shown = performance.now();
    }),
  );
}

/** Milliseconds and number of results of each question. */
async function time(client, questions) {
  const times = [];
  for (const { query, kind } of questions) {
    const begin = performance.now();
    const { length } = await client.search(query, kind === 'prefix');
    times.push([performance.now() - begin, length]);
  }
  return times;
}
