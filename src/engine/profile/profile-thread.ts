import { workerData } from 'node:worker_threads'
import { workForHost } from '../process/work-for-host'
import type { ProfileOrder, ProfileProgress, TakenProfiles } from './profile-message'
import { takeProfiles } from './take-profiles'

// The thread that runs contenders once more, unmeasured, to see what their threads execute.

workForHost<ProfileProgress, TakenProfiles>((tell, signal) =>
  takeProfiles(workerData as ProfileOrder, { report: tell, signal }),
)
