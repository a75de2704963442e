// A session that has ended: the gate closes the websocket, and Streamlit would speak of a connection error. This runs
// before Streamlit and asks, after every lost connection, whether the visitor is still let in; who is not is led to the
// page for signing in, which says so and leads back here.
(() => {
  const asked = async () => {
    try {
      const answer = await fetch("/_stcore/health", { cache: "no-store", credentials: "same-origin" });
      if (answer.status !== 401) return;
      const back = encodeURIComponent(location.pathname + location.search);
      location.replace(`__SIGN_IN__${back}`);
    } catch {
      // No network: Streamlit says so, and tries again.
    }
  };
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("close", asked);
    }
  };
})();
