import { useAbout } from '../store/about'
import { useExport } from '../store/library/export'
import { useLibrary } from '../store/library/library'
import { usePreferences } from '../store/preferences'
import { useQueue } from '../store/run/queue'
import { useRun } from '../store/run/run'
import { useSession } from '../store/session'
import { useSpec } from '../store/run/spec'
import { useSurvey } from '../store/run/survey'
import { useSweep } from '../store/run/sweep'
import { runningIn, useLesson } from '../store/workshop/lesson'

/** Reads what the window opens with: the last spec, the library, what is measured already. */
export async function startUp(): Promise<void> {
  const preferences = usePreferences()
  const spec = useSpec()
  const sweep = useSweep()
  const run = useRun()
  const survey = useSurvey()
  const library = useLibrary()
  const about = useAbout()
  const kept = await preferences.load()
  useLesson().speak(runningIn(preferences.language))
  sweep.remember(kept?.lastSweep ?? null)
  useExport().remember(kept?.lastExport ?? null)
  await Promise.all([
    spec.load(kept?.lastSpec ?? null),
    run.join(),
    useQueue().join(),
    survey.join(),
    useSession().join(),
    library.load(),
    about.load(),
  ])
}
