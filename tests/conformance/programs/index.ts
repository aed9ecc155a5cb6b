import type { LoopProgram, MainProgram } from '../trace'
import * as asCompleted from './as-completed'
import * as barriers from './barriers'
import * as blocks from './blocks'
import * as callbacks from './callbacks'
import * as cancellation from './cancellation'
import * as conditions from './conditions'
import * as contexts from './contexts'
import * as eagerTasks from './eager-tasks'
import * as futures from './futures'
import * as gather from './gather'
import * as generators from './generators'
import * as locks from './locks'
import * as loops from './loops'
import * as mistakes from './mistakes'
import * as queues from './queues'
import * as refusal from './refusal'
import * as runners from './runners'
import * as selfCancellation from './self-cancellation'
import * as semaphores from './semaphores'
import * as shield from './shield'
import * as shutdown from './shutdown'
import * as taskGroups from './task-groups'
import * as tasks from './tasks'
import * as timeouts from './timeouts'
import * as wait from './wait'
import * as waitFor from './wait-for'

/** The programs about one topic, by their sentences, which are their names in both languages. */
export interface Topic {
  readonly name: string
  readonly mains: ReadonlyMap<string, MainProgram>
  readonly loops: ReadonlyMap<string, LoopProgram>
}

export const topics: readonly Topic[] = [
  topic('as-completed', asCompleted),
  topic('barriers', barriers),
  topic('blocks', blocks),
  topic('callbacks', callbacks),
  topic('cancellation', cancellation),
  topic('conditions', conditions),
  topic('contexts', contexts),
  topic('eager-tasks', eagerTasks),
  topic('futures', futures),
  topic('gather', gather),
  topic('generators', generators),
  topic('locks', locks),
  topic('loops', loops),
  topic('mistakes', mistakes),
  topic('queues', queues),
  topic('refusal', refusal),
  topic('runners', runners),
  topic('self-cancellation', selfCancellation),
  topic('semaphores', semaphores),
  topic('shield', shield),
  topic('shutdown', shutdown),
  topic('task-groups', taskGroups),
  topic('tasks', tasks),
  topic('timeouts', timeouts),
  topic('wait', wait),
  topic('wait-for', waitFor),
]

function topic(name: string, programs: Readonly<Record<string, MainProgram | LoopProgram>>): Topic {
  const mains = new Map<string, MainProgram>()
  const loops = new Map<string, LoopProgram>()
  for (const [camelCase, program] of Object.entries(programs)) {
    const sentence = camelCase.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    if (isMainProgram(program)) mains.set(sentence, program)
    else loops.set(sentence, program)
  }
  return { name, mains, loops }
}

/** A program for `run` is a coroutine function, as on the other side. */
function isMainProgram(program: MainProgram | LoopProgram): program is MainProgram {
  return Object.prototype.toString.call(program) === '[object GeneratorFunction]'
}
