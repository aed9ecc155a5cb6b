/** A file that the bundler puts into the code as a data URL. */
declare module '*?inline' {
  const dataUrl: string
  export default dataUrl
}
