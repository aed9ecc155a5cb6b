import { SystemFiles } from '../measure/processors/system-files'
import { Refusal } from '../process/refusal'

/** The only name that jobs ever look up. */
export const LOCAL_NAME = 'localhost'

/**
 * Makes sure that looking up the name asks nobody outside of this machine: on Linux its file of
 * hosts has to name it, and to be asked before any server. Other systems answer it by themselves.
 *
 * @param files the system's files; of this machine where left out
 * @throws Refusal where a server would be asked
 */
export function assertResolvesHere(
  files: Pick<SystemFiles, 'read'> = new SystemFiles(),
  platform: NodeJS.Platform = process.platform,
): void {
  if (platform !== 'linux') return
  const hosts = files.read('etc/hosts') ?? ''
  if (!hosts.split('\n').some(namesIt)) {
    throw refusal(
      'is not in /etc/hosts: add "127.0.0.1 localhost" there, or it would be asked of others',
    )
  }
  const sources = /^\s*hosts:(.*)$/m.exec(files.read('etc/nsswitch.conf') ?? '')?.[1] ?? 'files dns'
  const [file, server] = ['files', 'dns'].map((source) => sources.search(`\\b${source}\\b`))
  if (file === -1 || (server !== -1 && (server ?? 0) < (file ?? 0))) {
    throw refusal(
      'is asked of a server first: have "files" stand before "dns" in /etc/nsswitch.conf',
    )
  }
}

/** Whether a line of /etc/hosts gives an address of version 4 of this machine to the name. */
function namesIt(line: string): boolean {
  const [address, ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/)
  return address?.startsWith('127.') === true && names.includes(LOCAL_NAME)
}

function refusal(why: string): Refusal {
  return new Refusal({
    reason: 'unreadable',
    field: 'workload.kind',
    what: 'name',
    value: LOCAL_NAME,
    why,
  })
}
