/* The browser's half of ui/picture.py: dcc.Graph with the figure that fits the screen. */
(function () {
  'use strict';
  var h = React.createElement;
  var wide = window.matchMedia('(min-width: 900px)');

  function useWide() {
    var state = React.useState(wide.matches), set = state[1];
    React.useEffect(function () {
      function changed(event) { set(event.matches); }
      wide.addEventListener('change', changed);
      return function () { wide.removeEventListener('change', changed); };
    }, []);
    return state[0];
  }

  function follow(leads, props) {
    var points = props.clickData && props.clickData.points;
    var key = points && points[0] && points[0].customdata;
    if (leads && typeof key === 'string' && /^[a-z0-9-]+$/.test(key)) {
      window.location.assign(leads + key);
    }
  }

  function Picture(props) {
    var figure = useWide() ? props.wide : props.narrow;
    return h('div', { id: props.id, className: 'graph', style: { height: figure.layout.height + 'px' } },
      h(window.dash_core_components.Graph, {
        id: props.id + '-graph', figure: figure, config: props.config, responsive: true, animate: false,
        setProps: function (next) { follow(props.leads, next); }
      }));
  }

  window.outcomes_ui = Object.assign(window.outcomes_ui || {}, { Picture: Picture });
})();
