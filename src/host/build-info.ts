import { version } from '../../package.json'

/** Put in by the build; not there where the sources run unbuilt. */
declare const COREWISE_COMMIT: string | null | undefined
declare const COREWISE_BUILT_AT: string | undefined

/** The lab's own version, and the commit that it was built from where that is known. */
export const buildInfo: { readonly version: string; readonly commit: string | null } = {
  version,
  commit: typeof COREWISE_COMMIT === 'undefined' ? null : COREWISE_COMMIT,
}

/**
 * When it was built, ISO 8601: one build is told from another by it. Null where nothing was built.
 */
export const builtAt: string | null =
  typeof COREWISE_BUILT_AT === 'undefined' ? null : COREWISE_BUILT_AT
