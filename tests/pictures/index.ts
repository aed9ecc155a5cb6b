import { drawPictures } from './draw'

const folder = process.argv[2] ?? 'results/pictures'
await drawPictures(folder)
console.log(`Drawn into ${folder}: open index.html in it.`)
