/* The browser's half of ui/tables.py: a whole table as one component. */
(function () {
  'use strict';
  var h = React.createElement;

  function row(cells, place) {
    return h('tr', { key: place }, cells.map(function (text, column) {
      return column ? h('td', { key: column }, text) : h('th', { key: column, scope: 'row' }, text);
    }));
  }

  function Table(props) {
    var head = props.headers.map(function (text, column) {
      return h('th', { key: column, scope: 'col' }, text);
    });
    return h('div', { className: 'table-frame', role: 'region', tabIndex: 0, 'aria-label': props.label },
      h('table', null,
        h('caption', null, props.caption),
        h('thead', null, h('tr', null, head)),
        h('tbody', null, props.rows.map(row))));
  }

  window.outcomes_ui = Object.assign(window.outcomes_ui || {}, { Table: Table });
})();
