#!/usr/bin/env node
import { launch } from './launch.mjs'

await launch('talgud', process.argv.slice(2))
