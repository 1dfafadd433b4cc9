/* What the pages need of the browser besides Dash: the address, the first reading, copying. */
(function () {
  'use strict';
  var LATE = 8000;

  function form() {
    return document.querySelector('#react-entry-point form.selection');
  }

  /* The address of a selection: what and where always, other controls where they say more. */
  function addressOf(value) {
    var shown = form(), usual = JSON.parse(shown.getAttribute('data-defaults'));
    var names = Array.prototype.map.call(shown.querySelectorAll('[name]'), function (control) { return control.name; });
    var query = names.filter(function (name, index) {
      var said = name === 'offence' || name === 'area' || value[name] !== usual[name];
      return value[name] && said && names.indexOf(name) === index;
    }).map(function (name) {
      return name + '=' + encodeURIComponent(value[name]).replace(/%2C/g, ',');
    }).join('&');
    return location.pathname + (query ? '?' + query : '');
  }

  /* The selection of an address: repeated parameters become one text with commas. */
  function selectionOf(search) {
    var value = {};
    new URLSearchParams(search).forEach(function (text, name) {
      value[name] = value[name] ? value[name] + ',' + text : text;
    });
    return value;
  }

  /* Give the form a selection, with what the page's path says: an area's page stays its area's. */
  function choose(value) {
    var shown = form(), fixed = JSON.parse(shown.getAttribute('data-fixed'));
    window.dash_clientside.set_props(shown.id, { value: Object.assign(value, fixed) });
  }

  function shareSelection() {
    document.querySelectorAll('a[data-keeps]').forEach(function (link) {
      var kept = selectionOf(location.search), names = link.getAttribute('data-keeps').split(' ');
      var query = names.filter(function (name) { return kept[name]; }).map(function (name) {
        return name + '=' + encodeURIComponent(kept[name]).replace(/%2C/g, ',');
      }).join('&');
      link.href = link.pathname + (query ? '?' + query : '');
    });
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.outcomes = {
    push_address: function (value) {
      var address = addressOf(value || {});
      if (address !== addressOf(selectionOf(location.search))) {
        history.pushState(null, '', address);
      }
      shareSelection();
    }
  };

  /* Back and Forward set the controls; Dash's router must not build the page again. */
  window.addEventListener('popstate', function (event) {
    if (!form()) { return; }
    event.stopImmediatePropagation();
    choose(selectionOf(location.search));
    shareSelection();
  }, true);

  /* The first reading comes with the document. It gives way when Dash has drawn the same page. */
  function giveWay() {
    var first = document.getElementById('first-reading');
    var entry = document.getElementById('react-entry-point');
    if (!first || !entry.querySelector('.page')) { return false; }
    var focused = document.activeElement && first.contains(document.activeElement) ? document.activeElement.id : '';
    var changed = changesIn(first.querySelector('form.selection'));
    first.remove();
    entry.removeAttribute('hidden');
    if (focused && document.getElementById(focused)) { document.getElementById(focused).focus(); }
    if (changed && form()) { choose(changed); }
    return true;
  }

  function changesIn(early) {
    if (!early) { return null; }
    var now = selectionOf(new URLSearchParams(new FormData(early)).toString());
    var changed = Array.prototype.some.call(early.elements, function (control) {
      if (control.tagName === 'SELECT') {
        return Array.prototype.some.call(control.options, function (one) { return one.selected !== one.defaultSelected; }) &&
          Array.prototype.some.call(control.options, function (one) { return one.defaultSelected; });
      }
      return control.checked !== control.defaultChecked;
    });
    return changed ? now : null;
  }

  function tidy() {
    /* plotly.js measures text in an unnamed picture that screen readers would meet. */
    var tester = document.getElementById('js-plotly-tester');
    if (tester) { tester.setAttribute('aria-hidden', 'true'); }
  }

  /* The title says what is chosen; Dash's router would set it to the page's own. */
  function retitle() {
    var told = document.querySelector('.page [data-title]');
    var title = told && told.getAttribute('data-title');
    if (title && document.title !== title) { document.title = title; }
  }

  /* Where Dash does not come, the plain form has its button back. */
  setTimeout(function () {
    if (document.getElementById('first-reading')) { document.documentElement.classList.add('late'); }
  }, LATE);

  new MutationObserver(function () {
    giveWay();
    tidy();
    retitle();
  }).observe(document.documentElement, { childList: true, subtree: true });

  function copied(button, done) {
    var label = button.getAttribute('data-label') || button.textContent;
    var status = document.getElementById('spoken');
    var instead = button.getAttribute('data-copies') === 'address' ? 'Copy it from the address bar' :
      'Not copied: mark the text and copy it';
    button.setAttribute('data-label', label);
    button.textContent = done ? 'Copied' : instead;
    if (status) { status.textContent = button.textContent; }
    setTimeout(function () { button.textContent = label; }, 2000);
  }

  /* Where a site is not served over TLS, browsers keep the clipboard from it, but for this way. */
  function copiedByHand(text) {
    var field = document.createElement('textarea'), focused = document.activeElement;
    field.value = text;
    field.className = 'visually-hidden';
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand('copy');
    field.remove();
    if (focused) { focused.focus(); }
    return done;
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('button[data-copies]');
    if (!button) { return; }
    var text = button.getAttribute('data-copies') === 'address' ? location.href :
      document.getElementById(button.getAttribute('data-copies')).textContent;
    if (!navigator.clipboard) { copied(button, copiedByHand(text)); return; }
    navigator.clipboard.writeText(text).then(
      function () { copied(button, true); }, function () { copied(button, copiedByHand(text)); });
  });
})();
