/* The browser's half of ui/picture.py: the figure that fits the screen, drawn by the chart library.
   The library is asked for once, when a page has a chart. What pointing says, arrow keys say too. */
(function () {
  'use strict';
  var h = React.createElement;
  var wide = window.matchMedia('(min-width: 900px)');
  var library = null;
  /* The last chart of those that are to be drawn: one after the other, so that the page stays awake. */
  var last = Promise.resolve();

  function chartLibrary(address) {
    library = library || new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.src = address;
      script.onload = function () { resolve(window.Plotly); };
      script.onerror = function () { library = null; script.remove(); reject(new Error('chart library')); };
      document.head.appendChild(script);
    });
    return library;
  }

  function inTurn(draw) {
    last = last.then(function () {
      return new Promise(function (resolve) {
        setTimeout(function () { Promise.resolve(draw()).then(resolve, resolve); });
      });
    });
    return last;
  }

  function useWide() {
    var state = React.useState(wide.matches), set = state[1];
    React.useEffect(function () {
      function changed(event) {
        /* Paper is narrow, too; the style sheet makes the chart fit it. */
        if (!window.matchMedia('print').matches) { set(event.matches); }
      }
      wide.addEventListener('change', changed);
      return function () { wide.removeEventListener('change', changed); };
    }, []);
    return state[0];
  }

  function follow(leads, point) {
    /* An area drawn within its boundary is pointed at as a whole: its key is that of its line. */
    var whole = point && point.data && point.data.hoveron === 'fills';
    var key = whole ? point.data.customdata[0] : point && point.customdata;
    if (leads && typeof key === 'string' && /^[a-z0-9-]+$/.test(key)) {
      window.location.assign(leads + key);
    }
  }

  /* The points that say something, in reading order: from left to right, line by line. */
  function pointsOf(box) {
    var found = [];
    (box.data || []).forEach(function (trace, curve) {
      if (trace.hoverinfo === 'skip' || !trace.hovertemplate) { return; }
      var flat = trace.orientation === 'h';
      (trace.y || []).forEach(function (height, place) {
        var length = flat ? trace.x[place] : height;
        if (length !== null && length !== undefined) {
          found.push({ curveNumber: curve, pointNumber: place, at: trace.x[place], flat: flat,
            text: (trace.hovertext || trace.text || [])[place], customdata: (trace.customdata || [])[place] });
        }
      });
    });
    return found;
  }

  function plain(text) {
    return String(text || '').replace(/<br>/g, ': ').replace(/<[^>]*>/g, '')
      .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
  }

  function walkPoints(box, leads) {
    var image = box.closest('[role=img]'), place = -1;
    var steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (!image) { return; }
    image.tabIndex = 0;
    image.addEventListener('keydown', function (event) {
      var points = pointsOf(box), step = steps[event.key];
      if (event.key === 'Enter' && points[place]) { follow(leads, points[place]); return; }
      if (event.key === 'Escape') { place = -1; return; }
      if (!points.length || !(step || event.key === 'Home' || event.key === 'End')) { return; }
      event.preventDefault();
      place = event.key === 'Home' ? 0 : event.key === 'End' ? points.length - 1 :
        Math.min(points.length - 1, Math.max(0, place < 0 && step < 0 ? points.length - 1 : place + step));
      show(box, points[place]);
    });
    image.addEventListener('blur', function () {
      place = -1;
      if (box.data) { window.Plotly.Fx.unhover(box); }
    });
  }

  /* What pointing says goes away by Escape, wherever the focus is. */
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape' || !window.Plotly) { return; }
    document.querySelectorAll('.js-plotly-plot').forEach(function (box) { window.Plotly.Fx.unhover(box); });
  });

  function show(box, point) {
    var status = document.getElementById('spoken');
    window.Plotly.Fx.hover(box, [{ curveNumber: point.curveNumber, pointNumber: point.pointNumber }]);
    if (status) { status.textContent = plain(point.text); }
  }

  function Picture(props) {
    var isWide = useWide(), figure = isWide ? props.wide : props.narrow, box = React.useRef(null);
    var listening = React.useRef(false);
    React.useEffect(function () {
      var gone = false;
      function draw(Plotly) {
        if (gone) { return null; }
        var own = structuredClone(figure);
        return Plotly.react(box.current, own.data, own.layout, props.config).then(function (shown) {
          if (listening.current) { return; }
          listening.current = true;
          shown.on('plotly_click', function (event) { follow(props.leads, event.points[0]); });
          walkPoints(shown, props.leads);
        });
      }
      chartLibrary(props.library).then(function (Plotly) {
        inTurn(function () { return draw(Plotly); });
      }, function () {
        document.getElementById('connection').hidden = false;
        document.getElementById('connection').textContent =
          'The charts could not be fetched. The tables have the same figures.';
      });
      return function () { gone = true; };
    }, [figure]);
    React.useEffect(function () {
      var last = box.current.clientWidth;
      var watcher = new ResizeObserver(function () {
        var width = box.current ? box.current.clientWidth : 0;
        var printing = window.matchMedia('print').matches;
        if (width && width !== last && box.current.data && !printing) { window.Plotly.Plots.resize(box.current); }
        last = width || last;
      });
      watcher.observe(box.current);
      return function () {
        watcher.disconnect();
      };
    }, []);
    var style = { height: figure.layout.height + 'px' };
    return h('div', { id: props.id, className: isWide ? 'graph drawn-wide' : 'graph', style: style },
      h('div', { ref: box }));
  }

  window.outcomes_ui = Object.assign(window.outcomes_ui || {}, { Picture: Picture });

  /* A page whose first reading has a chart will want the library: ask for it before Dash does. */
  var first = document.querySelector('#first-reading [data-library]');
  if (first) { chartLibrary(first.getAttribute('data-library')).catch(function () {}); }
})();
