import '../contract/check/without-eval'
import { contextBridge, ipcRenderer } from 'electron'
import { callChannel, eventChannel } from '../contract/channel/channel'
import { connect } from '../contract/channel/connect'

const lab = connect({
  // Copied first, because `invoke` rejects for what cannot be, as it does when the way is gone.
  call: (name, input) => ipcRenderer.invoke(callChannel(name), structuredClone(input)),
  listen: (name, listener) => {
    // The event object stays here: it would lead the page to `ipcRenderer`.
    const receive = (_event: unknown, payload: unknown): void => {
      listener(payload)
    }
    ipcRenderer.on(eventChannel(name), receive)
    return () => {
      ipcRenderer.removeListener(eventChannel(name), receive)
    }
  },
})

contextBridge.exposeInMainWorld('lab', lab)
