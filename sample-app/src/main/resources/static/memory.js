// What this tab remembers of the conversation when the page is reloaded. Other tabs have their own.

const KEY = "conversation";
const PROVIDER = "provider";

/** Remembers as much as there is room for, the latest first; the page does without where it may store nothing. */
export function remember({ id, turns }) {
  for (let kept = turns; kept.length > 0; kept = kept.slice(Math.ceil(kept.length / 2))) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ id, turns: kept }));
      return;
    } catch {
      // no room for that many
    }
  }
  forget();
}

function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // then there is nothing to forget
  }
}

/** What was remembered; null where that is not to be had. */
export function recall() {
  try {
    const { id, turns } = JSON.parse(sessionStorage.getItem(KEY));
    return id && turns ? { id, turns } : null;
  } catch {
    return null;
  }
}

/** Remembers which provider was chosen. */
export function rememberProvider(name) {
  try {
    sessionStorage.setItem(PROVIDER, name);
  } catch {
    // then it is the default one again
  }
}

/** The provider that was chosen, or null. */
export function recallProvider() {
  try {
    return sessionStorage.getItem(PROVIDER);
  } catch {
    return null;
  }
}
