import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { rmSync } from 'node:fs'

/** The system's files of another machine, by their paths, in a folder of their own. */
export function systemTree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'scratch-system-'))
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true })
  })
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** A machine with these cores online, all of which this process may run on. */
export const machine = (online: string, allowed = online): Record<string, string> => ({
  'sys/devices/system/cpu/online': `${online}\n`,
  'proc/self/status': `Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t${allowed}\nMems_allowed:\t1\n`,
})

/** One file of each of these cores, such as its capacity. */
export const ofCores = (
  file: string,
  values: Readonly<Record<number, string | number>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      `sys/devices/system/cpu/cpu${id}/${file}`,
      `${value}\n`,
    ]),
  )

/** cgroup v2 as it is mounted by default. */
export const MOUNT_V2 =
  '30 23 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:4 - cgroup2 cgroup2 rw,nsdelegate\n'

/** cgroup v1 as a container of Docker sees it: only its own part of each tree. */
export const mountsV1 = (root: string): string =>
  [
    `40 30 0:30 ${root} /sys/fs/cgroup/cpu,cpuacct ro,relatime - cgroup cgroup rw,cpu,cpuacct`,
    `41 30 0:31 ${root} /sys/fs/cgroup/cpuset ro,relatime - cgroup cgroup rw,cpuset`,
    `42 30 0:32 ${root} /sys/fs/cgroup/memory ro,relatime - cgroup cgroup rw,memory`,
  ].join('\n')
