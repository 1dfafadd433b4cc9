/* Stand in for Dash's core components, of which the pages need two without any look: its router's
   place that tells the address, and its store. The whole of them weighs a hundred kilobytes. */
(function () {
  'use strict';

  function Location(props) {
    React.useEffect(function () {
      props.setProps({
        pathname: location.pathname, search: location.search, hash: location.hash, href: location.href
      });
    }, []);
    return null;
  }

  function Store() { return null; }

  window.dash_core_components = { Location: Location, Store: Store };
})();
