// The page speaks to the lab alone. Its policy keeps it from every other address but for peer
// connections, of which no policy of a page knows; so it begins by giving them up.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
  Reflect.deleteProperty(window, name)
}
