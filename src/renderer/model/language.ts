/** In what a lesson's program is shown: one of its languages, or the two beside each other. */
export const shownLanguages = ['TypeScript', 'Both', 'Python'] as const
export type ShownLanguage = (typeof shownLanguages)[number]
