/* A lost connection says so and tries again: Dash itself gives up in silence. */
(function () {
  'use strict';
  var PAUSES = [1000, 2000, 4000, 8000, 16000];
  var send = window.fetch.bind(window);
  var waiting = 0;

  function say(words) {
    var box = document.getElementById('connection');
    box.textContent = words;
    box.hidden = !words;
  }

  function pause(milliseconds) {
    return new Promise(function (resolve) {
      var timer = setTimeout(go, milliseconds);
      function go() {
        clearTimeout(timer);
        window.removeEventListener('online', go);
        resolve();
      }
      window.addEventListener('online', go);
    });
  }

  function attempt(request, options, tried) {
    return send(request, options).then(function (answer) {
      if (answer.status < 500) { return answer; }
      throw answer;
    }).catch(function (fault) {
      if (tried >= PAUSES.length) {
        say('The figures could not be fetched. Reload the page to try again.');
        if (fault instanceof Response) { return fault; }
        throw fault;
      }
      say('The connection was lost. Trying again.');
      return pause(PAUSES[tried]).then(function () { return attempt(request, options, tried + 1); });
    });
  }

  window.fetch = function (request, options) {
    var address = typeof request === 'string' ? request : request.url;
    if (address.indexOf('/_dash-') < 0) { return send(request, options); }
    waiting += 1;
    return attempt(request, options, 0).then(function (answer) {
      waiting -= 1;
      if (!waiting && answer.ok) { say(''); }
      return answer;
    }, function (fault) {
      waiting -= 1;
      throw fault;
    });
  };
})();
