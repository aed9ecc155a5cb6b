// For tools that read TypeScript without knowing Vue's files, such as the linter.
declare module '*.vue' {
  import type { DefineComponent } from 'vue'
  const component: DefineComponent
  export default component
}
