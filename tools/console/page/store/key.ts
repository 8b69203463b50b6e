/** Where the key is kept: the origin's own storage, so that reloads and further tabs have it. */
const storageName = 'console-key';

/**
 * The key of the cloud, from the address that `npm start` prints.
 *
 * It stands behind the `#`, which browsers send to nobody, and is taken out of the address at once.
 */
export function takeKey(): string {
  const given = /^#key=([A-Za-z0-9_-]+)$/.exec(location.hash)?.[1];
  if (given === undefined) return localStorage.getItem(storageName) ?? '';
  localStorage.setItem(storageName, given);
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  return given;
}
