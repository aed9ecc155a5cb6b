import { config } from 'zod'

// Zod compiles its schemas with `new Function` where that is allowed; the page's policy does not
// allow it. Imported before every schema, because they decide while they are made.
config({ jitless: true })
