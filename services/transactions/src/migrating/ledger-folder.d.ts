/** Text of every file below a folder, by its path in there: the bundler puts it together (libs/cdk-kit/bin/bundle.ts). */
declare module '*?folder' {
  const files: Readonly<Record<string, string>>;

  // biome-ignore lint/style/noDefaultExport: the loader makes it one
  export { files as default };
}
