// renderer/ is the React window: it talks to the engine only through renderer/api, and runs the same in a browser and in Electron.
import '@mantine/core/styles.css'
import './ui/tokens.css'
import './ui/controls.css'
import './ui/table.css'
import './ui/plain-table.css'
import './ui/panel.css'
import './ui/story.css'
import './ui/cards.css'
import './ui/charts/charts.css'
import './app/shell.css'
import './app/rail.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')
createRoot(root).render(<App />)
