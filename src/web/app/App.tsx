import '@mantine/core/styles.layer.css'
import '#web/ui/ui.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Overlays } from '#web/ui/Overlays.tsx'
import { mayRetry } from '#web/ui/problem.ts'
import { cssVariables, theme } from '#web/ui/theme.ts'
import { nonce } from './nonce.ts'
import { createPages } from './router.tsx'

const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => count < 2 && mayRetry(error),
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
  // Whatever was changed, everything on the page is read again: correct before clever. Not so after a change of role,
  // which may not read what the page still shows.
  mutationCache: new MutationCache({
    onSuccess: (_data, _input, _before, { meta }) =>
      meta?.leavesPage ? undefined : queryClient.invalidateQueries(),
  }),
})

const pages = createPages(queryClient)
const colours = localStorageColorSchemeManager({ key: 'talgud-colours' })

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colours}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={pages} />
        <Overlays />
      </QueryClientProvider>
    </MantineProvider>
  )
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof pages
  }
}
