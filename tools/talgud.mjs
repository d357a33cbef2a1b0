#!/usr/bin/env node
import { launch } from './launch.mjs'

const [first, ...rest] = process.argv.slice(2)
const starts = first === 'start' && !rest.includes('--help') && !rest.includes('-h')
await (starts ? launch('start', rest) : launch('talgud', process.argv.slice(2)))
