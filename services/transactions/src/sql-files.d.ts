/** Migrations are text in the bundle: esbuild's text loader. */
declare module '*.sql' {
  const text: string;

  // biome-ignore lint/style/noDefaultExport: the loader makes it one
  export { text as default };
}
