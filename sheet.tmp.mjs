import { createCanvas, loadImage } from '@napi-rs/canvas'
import { readdirSync, writeFileSync } from 'node:fs'
const [,, pattern, out, w='800', cols='2', from='0', n='8'] = process.argv
const dir='results/pictures/'
const all = readdirSync(dir).filter(f=>f.endsWith('.png') && new RegExp(pattern).test(f)).slice(+from, +from + +n)
const imgs = await Promise.all(all.map(f=>loadImage(dir+f)))
const W=+w, C=+cols
const hs = imgs.map(i=>i.height*W/i.width)
const H=Math.max(...hs)
const c=createCanvas(W*C+8*(C+1), (H+8)*Math.ceil(imgs.length/C)+8)
const x=c.getContext('2d'); x.fillStyle='#777'; x.fillRect(0,0,c.width,c.height)
imgs.forEach((im,i)=>x.drawImage(im, 8+(i%C)*(W+8), 8+Math.floor(i/C)*(H+8), W, hs[i]))
writeFileSync(out, c.toBuffer('image/png')); console.log(all.join('\n'))
