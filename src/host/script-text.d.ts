/** A module as the text of a script with all that it imports; made by build/script-text.ts. */
declare module '*?script' {
  const text: string
  export default text
}
