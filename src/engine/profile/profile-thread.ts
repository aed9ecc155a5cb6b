import { setFlagsFromString } from 'node:v8'
import { workerData } from 'node:worker_threads'
import { workForHost } from '../process/work-for-host'
import type { ProfileOrder, ProfileProgress, TakenProfiles } from './profile-message'
import { takeProfiles } from './take-profiles'

// The thread that runs contenders once more, unmeasured, to see what their threads execute.

// A function that is inlined would be told as the one that called it.
for (const flag of ['--no-turbo-inlining', '--no-maglev-inlining']) setFlagsFromString(flag)

workForHost<ProfileProgress, TakenProfiles>((tell, signal) =>
  takeProfiles(workerData as ProfileOrder, { report: tell, signal }),
)
