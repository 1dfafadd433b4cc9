/* plotly.js with what the charts of this site need, and nothing else: lines and points (scatter),
   bars, shapes, annotations and the boxes that appear when something is pointed at. Left out of
   the library's own core are images, sliders, menus, range selectors and colour bars. */
'use strict';
require('native-promise-only');
require('plotly.js/build/plotcss');
var Registry = require('plotly.js/src/registry');
var plotApi = require('plotly.js/src/plot_api');
var Plots = require('plotly.js/src/plots/plots');
var Fx = require('plotly.js/src/components/fx');

exports.version = require('plotly.js/src/version').version;
exports.register = Registry.register;
Object.keys(plotApi).forEach(function (name) {
  if (name.charAt(0) !== '_') { exports[name] = plotApi[name]; }
  Registry.register({ moduleType: 'apiMethod', name: name, fn: plotApi[name] });
});
Registry.register([
  require('plotly.js/src/traces/scatter'),
  require('plotly.js/src/traces/bar'),
  require('plotly.js/src/components/annotations'),
  require('plotly.js/src/components/shapes'),
  require('plotly.js/src/components/errorbars'),
  require('plotly.js/src/components/colorscale'),
  require('plotly.js/src/components/legend'),
  Fx,
  require('plotly.js/src/components/modebar'),
  require('plotly.js/src/locale-en'),
  require('plotly.js/src/locale-en-us')
]);
exports.Plots = { resize: Plots.resize };
exports.Fx = { hover: Fx.hover, unhover: Fx.unhover };
