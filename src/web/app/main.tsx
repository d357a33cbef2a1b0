import './nonce.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startText } from '#web/ui/text.ts'
import { loadWords } from '#web/ui/words.ts'
import { App } from './App.tsx'
import { load } from './text.ts'

await startText()
await Promise.all([load(), loadWords()])

const place = document.getElementById('page')
if (!place) throw new Error('page.html has no element with id "page"')

createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
