import { networkInterfaces } from 'node:os'
import type { SessionPlace } from '../../contract/workshop/session'

const LOOPBACK = '127.0.0.1'

/** Whether nobody but programs of this machine reaches an address. */
export const isOfThisMachine = (address: string): boolean => address === LOOPBACK

/**
 * Where a session could be reached: at each address that this machine has in a network, and at
 * itself.
 */
export function sessionPlaces(): SessionPlace[] {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ address, name, words: networkWords(address, name) })),
  )
  return [...found, { address: LOOPBACK, name: 'this machine alone', words: ownWords }]
}

function networkWords(address: string, name: string): string[] {
  return [
    `The lab will listen at ${address} (${name}) until the session ends.`,
    'Everyone in that network who knows the address can open it: its token is on the screen and in the QR code.',
    'They can read the question, vote, and send a result. They can do nothing else, and see no file of yours.',
    'Nothing is encrypted: others in the network could read along.',
    'The session ends with its button, with the presentation, and with the lab.',
  ]
}

const ownWords = [
  `The lab will listen at ${LOOPBACK}: only programs of this machine can reach it.`,
  'That is for trying it out: no phone and no other laptop can take part.',
]
