import absent from './lab/absent.py?raw'
import clock from './lab/clock.py?raw'
import corewise from './lab/corewise.py?raw'
import executors from './lab/executors.py?raw'
import lab from './lab/__init__.py?raw'
import locks from './lab/locks.py?raw'
import loop from './lab/loop.py?raw'
import ordered from './lab/ordered.py?raw'
import places from './lab/places.py?raw'
import recorder from './lab/recorder.py?raw'
import seal from './lab/seal.py?raw'
import stage from './lab/stage.py?raw'
import tables from './lab/tables.py?raw'
import threads from './lab/threads.py?raw'

const FOLDER = '/lib/corewise'

/** The lab's own modules, by the path that they have within the interpreter. */
export const labModules: Readonly<Record<string, string>> = {
  [`${FOLDER}/corewise.py`]: corewise,
  ...Object.fromEntries(
    Object.entries({
      __init__: lab,
      absent,
      clock,
      executors,
      locks,
      loop,
      ordered,
      places,
      recorder,
      seal,
      stage,
      tables,
      threads,
    }).map(([name, text]) => [`${FOLDER}/lab/${name}.py`, text]),
  ),
}

/** Starts the lab's modules within the interpreter; gives where its tables are. */
export const START_CODE = `
import json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, '${FOLDER}')
from lab import stage
import corewise
settings = json.loads(SETTINGS)
corewise._stage = stage.Stage(settings['eventKinds'], settings['thingKinds'])
json.dumps(corewise._stage.recorder.directories())
`

/** Seals the interpreter. What has started it is gone by then. */
export const SEAL_CODE = `
from lab import seal
seal.seal()
`
