// <karez-explorer>: this site's search and its documents in somebody else's page, in a frame that grows with its content
// up to a height, beyond which it scrolls.
//
//   <script src="…/karez-explorer.js" async></script>
//   <karez-explorer route="#/?q=water" title="Search the documents" max-height="40rem"></karez-explorer>
//
// `route` is the part of the site's address from # on. `max-height` is a length of CSS, 80% of the window's height unless
// given. The frame stores nothing, and tells only its height.
{
  const site = new URL('embed.html', document.currentScript.src);

  class KarezExplorer extends HTMLElement {
    static observedAttributes = ['route', 'title', 'max-height'];
    #frame = document.createElement('iframe');
    #hear = ({ source, data }) => {
      const isHeight = source === this.#frame.contentWindow && data?.karez === 1 && data.type === 'height';
      if (isHeight) this.#frame.height = data.height;
    };

    connectedCallback() {
      const frame = this.#frame;
      frame.loading = 'lazy';
      frame.referrerPolicy = 'no-referrer';
      frame.height = 640;
      frame.sandbox = 'allow-scripts allow-popups allow-popups-to-escape-sandbox';
      // By properties, which no Content-Security-Policy forbids.
      this.style.display ||= 'block';
      Object.assign(frame.style, { width: '100%', border: '0' });
      this.#show();
      addEventListener('message', this.#hear);
      this.replaceChildren(frame);
    }

    disconnectedCallback() {
      removeEventListener('message', this.#hear);
    }

    attributeChangedCallback() {
      if (this.isConnected) this.#show();
    }

    #show() {
      site.hash = this.getAttribute('route') ?? '#/';
      this.#frame.title = this.title || 'Karez';
      this.#frame.style.maxHeight = this.getAttribute('max-height') || '80vh';
      if (this.#frame.src !== site.href) this.#frame.src = site.href;
    }
  }

  customElements.get('karez-explorer') ?? customElements.define('karez-explorer', KarezExplorer);
}
