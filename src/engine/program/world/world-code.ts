import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The built world, and all files that it is built of, as one expression whose value is what the
 * world exports.
 *
 * @throws Error where one of the files cannot be read, or asks for anything but another of them
 */
export function worldCode(file: string): string {
  const numbers = new Map<string, number>()
  const bodies: string[] = []
  const add = (path: string): number => {
    const known = numbers.get(path)
    if (known !== undefined) return known
    const number = numbers.size
    numbers.set(path, number)
    const body = readFileSync(path, 'utf8').replace(
      /\brequire\(("[^"]*")\)/g,
      (_, name: string) => {
        const wanted = JSON.parse(name) as string
        if (!wanted.startsWith('.')) throw new Error(`${path}: a world cannot load ${wanted}`)
        return `load(${add(join(dirname(path), wanted))})`
      },
    )
    bodies[number] = `(exports) => {${body}\n}`
    return number
  }
  add(file)
  return `(() => {
const loaded = [];
const load = (number) => {
  if (loaded[number] === undefined) bodies[number]((loaded[number] = {}));
  return loaded[number];
};
const bodies = [${bodies.join(',\n')}];
return load(0);
})()`
}
