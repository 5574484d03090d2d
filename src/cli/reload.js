// Sent by `karez serve --reload` alone, never part of a site: loads the page again when the site was built again.
let known;

async function look() {
  try {
    const { ok, headers } = await fetch('datapackage.json', { method: 'HEAD', cache: 'no-store' });
    const tag = ok && headers.get('etag');
    if (tag && known && tag !== known) location.reload();
    known = tag || known;
  } catch {
    // The server is gone for a while; the next look may find it again.
  }
  setTimeout(look, 1000);
}

look();
