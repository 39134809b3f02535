// renderer/app puts the window together: providers, shell, rail, routes, query client. What a tab shows is in renderer/tabs.
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, useState } from 'react'
import { theme } from '../ui/theme.ts'
import { Door } from './door.tsx'
import { createQueryClient } from './query-client.ts'

/** The window. All styles are files (tokens.css sets the kit's variables), so that the policy can forbid styles written at run time. */
export function App() {
  const [client] = useState(createQueryClient)
  return (
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        <QueryClientProvider client={client}>
          <Door />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  )
}
