// `npm run dev`: the browser shell, and the window where there is a display, with a page that takes
// up a change of its sources at once. What else changes is built at the next start.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createNetServer } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { loadConfigFromFile } from 'electron-vite'
import { createServer } from 'vite'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const running = new Set()

/** Starts a built program that ends with this one. */
function start(file, environment, stdout, given = []) {
  const env = { ...process.env, ...environment, COREWISE_STARTER: String(process.pid) }
  const child = spawn(process.execPath, [join(project, 'out/main', file), ...given], {
    env,
    stdio: ['ignore', stdout, 'inherit'],
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  return child
}

/** Starts the browser shell and resolves with its address, which ends in its token. */
function startShell() {
  const shell = start('server.cjs', {}, 'pipe')
  return new Promise((resolve, reject) => {
    createInterface({ input: shell.stdout }).on('line', (line) => {
      const [address] = /http:\S+/.exec(line) ?? []
      if (address !== undefined) resolve(new URL(address))
    })
    shell.once('close', () => reject(new Error('The browser shell did not start')))
  })
}

/** Serves the page's sources under the shell's own path, and passes its socket on to the shell. */
async function servePage(shell) {
  const { config } = await loadConfigFromFile({ command: 'serve', mode: 'development' })
  const port = await freePort()
  const server = await createServer({
    plugins: config.renderer.plugins,
    configFile: false,
    root: join(project, 'src/renderer'),
    base: shell.pathname,
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      // The window's page is at an address of its own, which has no port.
      hmr: { host: '127.0.0.1', clientPort: port },
      fs: { allow: [project] },
      proxy: {
        [`${shell.pathname}socket`]: {
          target: shell.origin,
          ws: true,
          changeOrigin: true,
          rewriteWsOrigin: true,
        },
        [`${shell.pathname}viewer`]: { target: shell.origin, changeOrigin: true },
      },
    },
  })
  await server.listen()
  return new URL(server.resolvedUrls.local[0])
}

/** A port that was free a moment ago. */
async function freePort() {
  const server = createNetServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

function end() {
  for (const child of running) child.kill()
  process.exit()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)

const page = await servePage(await startShell())
process.stdout.write(`The page that is worked on: ${page}\nCtrl-C ends it.\n`)
if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY || process.platform !== 'linux') {
  start('start.cjs', { COREWISE_DEV_PAGE: String(page) }, 'inherit', process.argv.slice(2))
}
