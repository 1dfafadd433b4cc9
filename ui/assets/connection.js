/* A lost connection says so and tries again: Dash itself gives up in silence. What takes long says
   that it is under way. */
(function () {
  'use strict';
  var PAUSES = [1000, 2000, 4000, 8000, 16000];
  var LONG = 800;
  var send = window.fetch.bind(window);
  var waiting = 0;
  var busy = document.createElement('p');
  busy.id = 'busy';
  busy.setAttribute('role', 'status');
  document.body.appendChild(busy);

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

  /* The first start is not told: until then the page from the server is there to read. */
  function tellBusy() {
    if (waiting && !document.getElementById('first-reading')) { busy.textContent = 'Getting the figures…'; }
  }

  function ended() {
    waiting -= 1;
    if (!waiting) { busy.textContent = ''; }
  }

  window.fetch = function (request, options) {
    var address = typeof request === 'string' ? request : request.url;
    if (address.indexOf('/_dash-') < 0) { return send(request, options); }
    waiting += 1;
    setTimeout(tellBusy, LONG);
    return attempt(request, options, 0).then(function (answer) {
      ended();
      if (!waiting && answer.ok) { say(''); }
      return answer;
    }, function (fault) {
      ended();
      throw fault;
    });
  };
})();
