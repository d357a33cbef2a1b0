import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const frame =
  /node_modules\/(@mantine\/core\/esm\/core|react|react-dom|scheduler|i18next|react-i18next|use-sync-external-store|clsx|@tanstack\/(react-router|router-core|history|react-query|query-core|store|react-store))\//

export default defineConfig({
  root: 'src/web',
  publicDir: false,
  plugins: [react()],
  // The server replaces this word by a fresh nonce on every request; Vite puts it on each tag it writes.
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: 'src/web/page.html',
      // Left alone, the page comes in a hundred crumbs; what every page needs compresses better together.
      output: { codeSplitting: { groups: [{ name: 'frame', test: frame }] } },
    },
  },
})
