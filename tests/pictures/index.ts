import { drawPictures } from './draw'

/** Where pictures go that are only looked at. */
const folder = process.argv[2] ?? 'results/pictures'

void drawPictures(folder).then(() => {
  console.log(`Drawn into ${folder}: open its index.html.`)
})
