// Copies what a document shows into one of its own, without anything that runs, is loaded or is sent, and without style sheets: what they
// hide, and how they break lines, is written to the elements, since drivers see it. Returns the copy and the texts that are still to be replaced.
clicked => {
  const dropped = new Set(['SCRIPT', 'STYLE', 'LINK', 'META', 'BASE', 'NOSCRIPT', 'TEMPLATE', 'OBJECT', 'EMBED', 'AUDIO', 'VIDEO', 'SOURCE', 'TRACK', 'CANVAS']);
  const verbatim = new Set([
    'type', 'role', 'rel', 'scope', 'colspan', 'rowspan', 'span', 'dir', 'lang', 'hidden', 'disabled', 'readonly', 'required', 'multiple', 'open',
    'tabindex', 'method', 'autocomplete', 'inputmode', 'maxlength', 'minlength', 'size', 'rows', 'cols', 'aria-hidden', 'aria-expanded', 'aria-checked',
    'aria-pressed', 'aria-current', 'aria-live', 'aria-modal', 'aria-busy', 'aria-sort', 'aria-colindex', 'aria-rowindex', 'aria-level',
  ]);
  const names = /^(id|class|name|for|headers|aria-labelledby|aria-describedby|aria-controls|aria-owns|data-(testid|test|test-id|qa|cy))$/;
  const lost = /^(on.*|src|srcset|srcdoc|action|formaction|style|nonce|integrity|ping|poster|background|manifest|href|checked|selected|xmlns.*)$/;
  const address = /^\s*(https?:|javascript:|data:|blob:|file:|mailto:|tel:|\/\/)/i;
  const usual = /^[a-z][a-z0-9._:-]*$/;
  const blocks = new Set(('HTML BODY ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DETAILS DIALOG DD DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 '
    + 'H6 HEADER HGROUP HR LEGEND MAIN MENU NAV OL P PRE SEARCH SECTION SUMMARY UL OPTGROUP OPTION').split(' '));
  const displays = {
    HEAD: 'none', TITLE: 'none', TABLE: 'table', THEAD: 'table-header-group', TBODY: 'table-row-group', TFOOT: 'table-footer-group', TR: 'table-row', TD: 'table-cell',
    TH: 'table-cell', CAPTION: 'table-caption', COLGROUP: 'table-column-group', COL: 'table-column', LI: 'list-item', BUTTON: 'inline-block',
    INPUT: 'inline-block', SELECT: 'inline-block', TEXTAREA: 'inline-block', METER: 'inline-block', PROGRESS: 'inline-block',
  };

  const copies = document.implementation.createHTMLDocument('');
  const items = [];
  const frames = [];

  const write = (kind, text, set) => items.push({ kind, text, set });

  const isHeading = node => node.parentElement?.closest('thead, th[scope=col], [role=columnheader]');

  // As far as texts are read by them.
  const plain = display => ({ flex: 'block', grid: 'block', 'flow-root': 'block', 'inline-flex': 'inline-block', 'inline-grid': 'inline-block' })[display] ?? display;
  const spaces = value => (/^(pre|break-spaces)/.test(value) ? value : 'normal');

  const style = (node, copy) => {
    const now = getComputedStyle(node);
    const above = node.parentElement && getComputedStyle(node.parentElement);
    const own = [];
    let display = plain(now.display);
    if (display === (displays[node.tagName] ?? (blocks.has(node.tagName) ? 'block' : 'inline'))) {
      display = '';
    }
    const box = node.getBoundingClientRect();
    if (box.width > 0 && box.height > 0 && !node.firstElementChild && !node.textContent.trim() && !displays[node.tagName]) {
      // It shows by its size or its picture alone.
      display = 'inline-block';
      own.push('min-width:1px', 'min-height:1px');
    }
    if (display) {
      own.push(`display:${display}`);
    }
    if (above && now.visibility !== above.visibility) {
      own.push(`visibility:${now.visibility}`);
    }
    if (above && now.textTransform !== above.textTransform) {
      own.push(`text-transform:${now.textTransform}`);
    }
    if (above && node.tagName !== 'PRE' && node.tagName !== 'TEXTAREA' && spaces(now.whiteSpace) !== spaces(above.whiteSpace)) {
      own.push(`white-space:${spaces(now.whiteSpace)}`);
    }
    if (own.length > 0 && node !== document.body && node !== document.documentElement) {
      copy.setAttribute('style', own.join(';'));
    }
  };

  const attributes = (node, copy) => {
    for (const { name, value } of node.attributes) {
      const key = name.toLowerCase();
      if (key === 'href' && (node.tagName === 'A' || node.tagName === 'AREA')) {
        write('link', /^(https?:)$/.test(node.protocol) ? node.href : '', text => copy.setAttribute('href', text));
      } else if (usual.test(key) && !lost.test(key) && !/\d{4}/.test(key) && !address.test(value)) {
        if (verbatim.has(key) || value === '') {
          copy.setAttribute(key, value);
        } else if (!(key === 'value' && node.type === 'password')) {
          write(names.test(key) ? 'name' : 'text', value, text => copy.setAttribute(key, text));
        }
      }
    }
    if (node.checked && node.tagName === 'INPUT') {
      copy.setAttribute('checked', '');
    }
    if (node.selected && node.tagName === 'OPTION') {
      copy.setAttribute('selected', '');
    }
  };

  const children = (from, to) => from.childNodes.forEach(child => build(child, to));

  const build = (node, into) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const copy = copies.createTextNode(node.data);
      if (node.data.trim() !== '') {
        write(isHeading(node) ? 'heading' : 'text', node.data, text => { copy.data = text; });
      }
      into.append(copy);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || dropped.has(node.tagName) || (node.tagName === 'INPUT' && node.type === 'hidden')) {
      return;
    }
    const isPicture = node.namespaceURI !== 'http://www.w3.org/1999/xhtml';
    const copy = copies.createElement(isPicture || !usual.test(node.localName) ? 'span' : node.localName);
    into.append(copy);
    if (isPicture) {
      for (const name of ['role', 'aria-label', 'class', 'id']) {
        if (node.hasAttribute(name)) {
          write(name === 'aria-label' ? 'text' : 'name', node.getAttribute(name), text => copy.setAttribute(name, text));
        }
      }
    } else {
      attributes(node, copy);
    }
    if (document.documentElement.contains(node) || node.getRootNode() instanceof ShadowRoot) {
      style(node, copy);
    }
    if (node === clicked) {
      copy.setAttribute('data-recorded-click', 'recorded-click');
    }
    if (node.tagName === 'IFRAME' || node.tagName === 'FRAME') {
      copy.setAttribute('data-recorded-frame', String(frames.push(node) - 1));
      return;
    }
    if (node.shadowRoot) {
      const shadow = copies.createElement('template');
      shadow.setAttribute('shadowrootmode', 'open');
      copy.append(shadow);
      children(node.shadowRoot, shadow.content);
    }
    if (!isPicture) {
      children(node, copy);
    }
  };

  const holder = copies.createElement('div');
  build(document.documentElement, holder);
  return { root: holder.firstElementChild, items, frames };
}
