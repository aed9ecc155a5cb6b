import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Each participant has one for what is told and one for what they send. */
const MOST_CONNECTIONS = 1_200
/** Of one address that is not said to be of many. */
const MOST_OF_AN_ADDRESS = 40

/**
 * Bounds the connections of a server. Where all are taken, the one that has waited longest without
 * a whole request makes room: who only holds connections open keeps nobody out.
 */
export function boundConnections(server: Server, isUnlimited: (address: string) => boolean): void {
  const open = new Set<Socket>()
  const silent = new Set<Socket>()
  const ofAddress = new Map<string, number>()

  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const already = ofAddress.get(address) ?? 0
    if (!isUnlimited(address) && already >= MOST_OF_AN_ADDRESS) {
      socket.destroy()
      return
    }
    if (open.size >= MOST_CONNECTIONS) {
      const [longest] = silent
      if (longest === undefined) {
        socket.destroy()
        return
      }
      longest.destroy()
      open.delete(longest)
      silent.delete(longest)
    }
    open.add(socket)
    silent.add(socket)
    ofAddress.set(address, already + 1)
    socket.once('close', () => {
      open.delete(socket)
      silent.delete(socket)
      const left = (ofAddress.get(address) ?? 1) - 1
      if (left === 0) ofAddress.delete(address)
      else ofAddress.set(address, left)
    })
  })
  server.on('request', ({ socket }) => {
    silent.delete(socket)
  })
}
