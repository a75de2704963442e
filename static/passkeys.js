// Asks the browser for a passkey (WebAuthn) and sends its answer with the form. The options are in the form; the server
// makes and verifies them. Without this script the page says so, and passwords work.
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const kind = form.dataset.passkey; // create or get
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const said = (name) => {
    for (const each of form.querySelectorAll("[data-said]")) each.hidden = each.dataset.said !== name;
  };
  const options = () => {
    // By hand: the browsers of three years ago have no parse…OptionsFromJSON.
    const found = JSON.parse(form.dataset.options);
    found.challenge = bytes(found.challenge);
    if (found.user) found.user.id = bytes(found.user.id);
    for (const name of ["allowCredentials", "excludeCredentials"])
      for (const each of found[name] ?? []) each.id = bytes(each.id);
    return found;
  };
  const answer = (given) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (given.response[name]) response[name] = text(given.response[name]);
    return JSON.stringify({ id: given.id, rawId: text(given.rawId), type: given.type, response });
  };
  let asking = false;
  const ask = async () => {
    if (asking) return;
    asking = true;
    said("waiting");
    try {
      const given = await navigator.credentials[kind]({ publicKey: options() });
      form.elements.answer.value = answer(given);
      form.submit();
    } catch (error) {
      said(error.name === "InvalidStateError" ? "there" : "cancelled");
      asking = false;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  if (!window.PublicKeyCredential) {
    said("unsupported");
    form.querySelector("button").disabled = true;
  } else if (form.dataset.once !== undefined) ask();
})();
