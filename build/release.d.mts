/**
 * The changelog with its unreleased changes under a version, and an empty place for the next ones.
 *
 * @throws Error where nothing has changed since the last version, or the version is there already
 */
export function datedChangelog(text: string, version: string, date: string): string
