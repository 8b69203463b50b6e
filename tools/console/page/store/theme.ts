import { signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const storageName = 'console-theme';
const themes: readonly Theme[] = ['system', 'light', 'dark'];

export const theme = signal<Theme>(themes.find((it) => it === localStorage.getItem(storageName)) ?? 'system');

/** Sets the colors; `system` follows the system as it changes. */
export function setTheme(wanted: Theme): void {
  theme.value = wanted;
  localStorage.setItem(storageName, wanted);
  applyTheme();
}

export function applyTheme(): void {
  if (theme.value === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme.value;
}

/** The theme after this one. */
export function nextTheme(): Theme {
  return themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'system';
}
